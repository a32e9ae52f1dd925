import '../quiet-runtime.ts';
import { readGatewayConfig } from '../../gateway/config.ts';
import { endOnSignals } from '../../gateway/end-on-signals.ts';
import { startGateway } from '../../gateway/start-gateway.ts';
import { servePages } from '../pages/serve-pages.ts';

/** The gateway of the split hub: the gateway alone, and the hub's pages. */
const config = readGatewayConfig(process.env);
const sandbox = process.env.SANDBOX === 'on';
endOnSignals(await startGateway(config, (app) => servePages(app, { ...config, sandbox })));
