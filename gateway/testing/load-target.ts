import { RATES } from '../rates/settings.ts';
import { startTestGateway } from './test-gateway.ts';
import { TestGraph } from './test-graph.ts';

/** A gateway in a process of its own, whose every call costs as many milliseconds of CPU as `BURN_MS` says. Drains on SIGTERM. */
const burnMs = Number(process.env.BURN_MS ?? 1);
const graph = new TestGraph();
const executed = { count: 0 };
const transports = new Map(
  [...graph.transports()].map(([name, transport]) => [
    name,
    {
      ...transport,
      execute: async (request: Parameters<typeof transport.execute>[0]) => {
        if (name === 'people') executed.count++;
        const end = performance.now() + burnMs;
        while (performance.now() < end);
        await new Promise((resolve) => setTimeout(resolve, 5));
        return transport.execute(request);
      },
    },
  ]),
);
// All the load comes from one address: what is asked here is how it bends, not who may ask how much.
const hub = await startTestGateway({ transports, rates: { ...RATES, perAddress: 0 } });
process.stdout.write(`${hub.url}\n`);
process.once('SIGTERM', async () => {
  await hub.close();
  process.stdout.write(`executed ${executed.count}\n`);
  process.exit(0);
});
