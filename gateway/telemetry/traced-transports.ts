import { codeOf, type Trace } from '../../platform/telemetry/index.ts';
import type { SubgraphRequest, SubgraphResponse, Transport, Transports } from '../transports/transport.ts';

/** The same transports; a call that belongs to a trace gets a span, which the subgraph continues. */
export const tracedTransports = (transports: Transports): Transports =>
  new Map([...transports].map(([name, transport]) => [name, tracedTransport(transport)]));

const tracedTransport = (transport: Transport): Transport => ({
  name: transport.name,
  execute: (request) =>
    request.watch?.trace ? callUnder(request.watch.trace, transport, request) : transport.execute(request),
  subscribe: (request) => transport.subscribe(request),
  close: async () => transport.close?.(),
});

async function callUnder(parent: Trace, transport: Transport, request: SubgraphRequest): Promise<SubgraphResponse> {
  const trace = parent.child(`fetch ${transport.name}`, { 'stadttor.subgraph': transport.name });
  try {
    const response = await transport.execute({ ...request, trace });
    trace.set({ 'stadttor.errors': response.errors?.length ?? 0 });
    trace.end();
    return response;
  } catch (failure) {
    trace.end(codeOf(failure));
    throw failure;
  }
}
