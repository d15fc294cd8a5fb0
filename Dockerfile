# One image for every process of stet; the command says which one it is. No secret belongs in here.
FROM python:3.11-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/stet
WORKDIR /src
# The dependencies first, so that a change of the code leaves their layer as it is.
COPY requirements.lock ./
RUN /opt/stet/bin/pip install --require-hashes --no-deps -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY schemas ./schemas
COPY worker ./worker
COPY tasks ./tasks
COPY console ./console
RUN /opt/stet/bin/pip install --no-deps --no-build-isolation .

FROM python:3.11-slim
RUN useradd --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin stet \
 && install --directory --owner=stet --group=stet --mode=0700 /data
COPY --from=build /opt/stet /opt/stet
ENV PATH=/opt/stet/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 STET_DATA_DIR=/data STET_LOG_FORMAT=json
WORKDIR /data
USER stet
EXPOSE 8642
# For `stet up` and `stet web`; docker-compose.yml replaces it for processes that serve no pages.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
  CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8642/healthz', timeout=3)"]
CMD ["stet", "up"]
