FROM python:3.13-slim AS build
WORKDIR /src
COPY . .
RUN pip wheel --no-cache-dir --no-deps --wheel-dir /wheels . \
    && python -m venv /opt/sandbox \
    && /opt/sandbox/bin/pip install --no-cache-dir -c constraints.txt /wheels/*.whl

FROM python:3.13-slim
COPY --from=build /opt/sandbox /opt/sandbox
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin sandbox
ENV PATH="/opt/sandbox/bin:$PATH" PYTHONUNBUFFERED=1
USER 10001
EXPOSE 4800
# The empty handler of proxies keeps the check inside the container whatever the environment says.
HEALTHCHECK --interval=10s --timeout=3s --start-period=5s --retries=3 CMD ["python", "-c", \
    "from urllib.request import ProxyHandler, build_opener as b; b(ProxyHandler({})).open('http://127.0.0.1:4800/_sandbox/health', timeout=2)"]
CMD ["sandbox", "start", "--host", "0.0.0.0", "--port", "4800"]
