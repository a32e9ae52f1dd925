import { startPartnerApp } from './partner-app.ts';

const {
  HUB = 'http://localhost:4000',
  CLIENT_ID = 'waste-app',
  CLIENT_SECRET = '',
  REDIRECT_URI = 'http://localhost:4020/callback',
} = process.env;
if (!CLIENT_SECRET) throw new Error(`CLIENT_SECRET is missing: node bin/run.mjs hub/commands/client.ts ${CLIENT_ID}`);
await startPartnerApp({ hub: HUB, clientId: CLIENT_ID, clientSecret: CLIENT_SECRET, redirectUri: REDIRECT_URI });
process.stdout.write(`The waste app is ready at ${new URL('/', REDIRECT_URI).href}\n`);
