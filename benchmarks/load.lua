-- The load. wrk runs this script once; the words after the address are
--   1  the body, in which every @ stands for the number of the turn in six digits
--   2  the value of X-Sandbox-Session, with @ as above; "-" for no such header
--   3  how many turns there are; after the last comes the first again
-- All requests are made beforehand, so that they cost nothing while the time runs.

local requests = {}
local turn = 0

function init(args)
  local body, session, turns = args[1], args[2], tonumber(args[3])
  wrk.method = "POST"
  wrk.headers["Authorization"] = "Bearer sbx-summit"
  wrk.headers["Content-Type"] = "application/json"
  for number = 1, turns do
    local digits = string.format("%06d", number)
    if session ~= "-" then
      wrk.headers["X-Sandbox-Session"] = string.gsub(session, "@", digits)
    end
    requests[number] = wrk.format(nil, nil, nil, (string.gsub(body, "@", digits)))
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
