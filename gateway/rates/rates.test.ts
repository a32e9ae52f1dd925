import { afterEach, describe, expect, it } from '@jest/globals';
import { PUBLIC_LIMITS } from '../guards/limits.ts';
import { clientAddress } from '../sockets/client-address.ts';
import { SocketClient } from '../testing/socket-client.ts';
import { bearer, codesOf, startTestGateway, type TestGateway } from '../testing/test-gateway.ts';
import { until } from '../testing/until.ts';
import { toAddressKey } from './address-key.ts';
import { RATES, readRates } from './settings.ts';

const QUERY = { query: '{ __typename }' };
/** One a second: ten in a window. */
const slow = { perCitizen: 1, perStaff: 1, perClient: 1, perAddress: 1, replicas: 1 };
const none = { perCitizen: 0, perStaff: 0, perClient: 0, perAddress: 0, replicas: 1 };

let hub: TestGateway;

const statuses = async (count: number, headers?: Record<string, string>) => {
  const answers = await Promise.all(Array.from({ length: count }, () => hub.post(QUERY, headers)));
  return answers.map(({ status }) => status).sort();
};
const tenOf = (count: number) => [...Array(10).fill(200), ...Array(count - 10).fill(429)];

describe('too many operations', () => {
  afterEach(() => hub.close());

  it('of one address are refused with 429, a time to wait and no number in the text', async () => {
    hub = await startTestGateway({ rates: { ...none, perAddress: 1 } });
    expect(await statuses(12)).toEqual(tenOf(12));
    const refused = await hub.post(QUERY);
    expect([refused.status, codesOf(refused)]).toEqual([429, ['RATE_LIMITED']]);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused.body.errors?.[0]?.message).not.toMatch(/\d/);
  });

  it('of one citizen leave the others alone, and the public too', async () => {
    hub = await startTestGateway({ rates: { ...none, perCitizen: 1 } });
    const [anna, ben] = [await hub.identity.signIn(), await hub.identity.signIn()];
    expect(await statuses(12, bearer(anna.token))).toEqual(tenOf(12));
    expect((await hub.post(QUERY, bearer(ben.token))).status).toBe(200);
    expect((await hub.post(QUERY)).status).toBe(200);
  });

  it('of one partner app are counted over all its citizens, as its file says', async () => {
    hub = await startTestGateway({ rates: none });
    hub.identity.rates = { 'waste-app': 1, portal: 0 };
    const users = await Promise.all(
      Array.from({ length: 12 }, () => hub.identity.signIn({ kind: 'partner', client: 'waste-app' })),
    );
    await hub.post(QUERY, bearer(users[0]?.token ?? ''));
    await until(async () => {
      const answers = await Promise.all(users.map(({ token }) => hub.post(QUERY, bearer(token))));
      return answers.some(({ status }) => status === 429);
    });
    const { token } = await hub.identity.signIn({ client: 'portal' });
    expect(new Set(await statuses(12, bearer(token)))).toEqual(new Set([200]));
  });

  it('cost an event stream before it begins, and a socket only the operation', async () => {
    hub = await startTestGateway({ rates: slow });
    await statuses(10);
    const stream = await hub.post(QUERY, { accept: 'text/event-stream' });
    expect([stream.status, codesOf(stream)]).toEqual([429, ['RATE_LIMITED']]);
    const client = await SocketClient.init(hub.wsUrl);
    client.ask('1', QUERY.query);
    expect((await client.hear('error', '1')).payload).toMatchObject([{ extensions: { code: 'RATE_LIMITED' } }]);
    client.say({ type: 'ping' });
    await client.hear('pong');
    await client.close();
  });

  it('are shared out among several gateways', async () => {
    hub = await startTestGateway({ rates: { ...slow, replicas: 5 } });
    expect(await statuses(4)).toEqual([200, 200, 429, 429]);
  });

  it('do not exist where the rate is 0', async () => {
    hub = await startTestGateway({ rates: none });
    expect(await statuses(50)).not.toContain(429);
  });

  it('of sockets on one account close the last with 1013, until another is closed', async () => {
    hub = await startTestGateway();
    const { token } = await hub.identity.signIn();
    const open = () => SocketClient.open(hub.wsUrl);
    const clients = await Promise.all(Array.from({ length: 10 }, () => SocketClient.init(hub.wsUrl, bearer(token))));
    const oneMore = await open();
    oneMore.say({ type: 'connection_init', payload: bearer(token) });
    expect(await oneMore.closed).toEqual({ code: 1013 });
    const { token: other } = await hub.identity.signIn();
    await (await SocketClient.init(hub.wsUrl, bearer(other))).close();
    await clients[0]?.close();
    await (await SocketClient.init(hub.wsUrl, bearer(token))).close();
    await Promise.all(clients.map((client) => client.close()));
  });
});

describe('sockets of one household', () => {
  it('count as of one address, however many its provider gives it', async () => {
    const limits = { ...PUBLIC_LIMITS, socketsPerAddress: 2 };
    hub = await startTestGateway({ limits, trustProxy: '127.0.0.1' });
    const from = (address: string) => SocketClient.open(hub.wsUrl, { 'x-forwarded-for': address });
    const inside = [await from('2001:db8:1:2::7'), await from('2001:db8:1:2:3:4:5:6')];
    const oneMore = await from('2001:db8:1:2::8');
    const neighbour = await from('2001:db8:1:3::7');
    expect(await oneMore.closed).toEqual({ code: 1013 });
    neighbour.say({ type: 'connection_init' });
    await neighbour.hear('connection_ack');
    await Promise.all([...inside, neighbour].map((client) => client.close()));
    await hub.close();
  });

  it.each([
    ['127.0.0.1', '203.0.113.7'],
    ['::ffff:127.0.0.1', '203.0.113.7'],
    ['127.0.0.2', '127.0.0.2'],
    ['::ffff:127.0.0.2', '::ffff:127.0.0.2'],
  ])('are told apart behind the trusted proxy alone: %s is %s', (remoteAddress, expected) => {
    const request = { socket: { remoteAddress }, headers: { 'x-forwarded-for': '198.51.100.1, 203.0.113.7' } };
    expect(clientAddress(request as never, '127.0.0.1')).toBe(expected);
  });
});

describe('rates', () => {
  it('come from the environment', () => {
    expect(readRates({})).toEqual(RATES);
    expect(readRates({ RATE_PER_CITIZEN: '5', RATE_PER_ADDRESS: '0', REPLICAS: '3' })).toEqual({
      ...RATES,
      perCitizen: 5,
      perAddress: 0,
      replicas: 3,
    });
    expect(() => readRates({ REPLICAS: '0' })).toThrow('REPLICAS');
  });

  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:DB8:1:2::9', '2001:db8:1:2'],
    ['2001:db8::9', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['unknown', 'unknown'],
  ])('count the address %s as %s', (address, key) => {
    expect(toAddressKey(address)).toBe(key);
  });
});
