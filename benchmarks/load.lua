-- The load. wrk runs this script once; the words after the address are
--   1  the method
--   2  the body, in which every @ stands for the number of the turn in six digits
--   3  the value of X-Sandbox-Session, with @ as above; "-" for no such header
--   4  how many turns there are; after the last comes the first again
--   5  and on: the other headers, each as "Name: value"
-- All requests are made beforehand, so that they cost nothing while the time runs.

local requests = {}
local turn = 0

function init(args)
  local method, body, session, turns = args[1], args[2], args[3], tonumber(args[4])
  for number = 5, #args do
    local name, value = string.match(args[number], "^(.-): (.*)$")
    wrk.headers[name] = value
  end
  for number = 1, turns do
    local digits = string.format("%06d", number)
    if session ~= "-" then
      wrk.headers["X-Sandbox-Session"] = string.gsub(session, "@", digits)
    end
    requests[number] = wrk.format(method, nil, nil, (string.gsub(body, "@", digits)))
  end
end

function request()
  turn = turn % #requests + 1
  return requests[turn]
end

-- One line for load.py; times are in microseconds.
function done(summary, latency)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.timeout + errors.status
  io.write(string.format('\nRESULT {"requests": %d, "duration": %d, "p50": %d, "p99": %d, "failed": %d}\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99), failed))
end
