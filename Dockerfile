# Chief as a container. Build: docker build -t chief .
# Run: docker run --detach --name chief --volume chief-data:/data chief
# What it should read is mounted under /data, best read-only: --volume ~/work:/data/work:ro

FROM node:24-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
# No install scripts: better-sqlite3 brings its binaries along and would otherwise be compiled.
RUN npm ci --omit=dev --ignore-scripts

FROM node:24-bookworm-slim
LABEL org.opencontainers.image.title="chief" \
      org.opencontainers.image.description="A chief of staff that works while you are away" \
      org.opencontainers.image.licenses="MIT"
# git is what the git connector reads with, in the box of bubblewrap where the container may make user namespaces. tini is process 1: it passes signals on and reaps children.
RUN apt-get update \
  && apt-get install --yes --no-install-recommends bubblewrap git tini \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=dependencies /app/node_modules ./node_modules
COPY package.json LICENSE ./
COPY bin ./bin
COPY src ./src
COPY automations ./automations
COPY checklists ./checklists
COPY prompts ./prompts
COPY config ./config
COPY docs ./docs
# The workspace of a new volume. A folder of yours that is mounted instead needs a config/chief.yaml with port 4310 too.
RUN mkdir -p /data/config && cp config/chief.yaml /data/config/ && chown -R node:node /data
ENV NODE_ENV=production MALLOC_ARENA_MAX=1 CHIEF_DATA=/data/state NODE_COMPILE_CACHE=/data/.cache
USER node
VOLUME /data
STOPSIGNAL SIGTERM
# The server listens on the container's own 127.0.0.1, which is where this check runs. Nothing is published.
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:4310/healthz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["tini", "--", "node", "--expose-gc", "--max-semi-space-size=2", "bin/chief.js"]
CMD ["start", "--dir", "/data"]
