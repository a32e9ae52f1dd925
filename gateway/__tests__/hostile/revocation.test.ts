import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PUBLIC_LIMITS } from '../../guards/limits.ts';
import { openEvents } from '../../testing/events.ts';
import { LoopClock } from '../../testing/loop-clock.ts';
import { SocketClient } from '../../testing/socket-client.ts';
import { bearer, codesOf, post, startTestGateway, type TestGateway } from '../../testing/test-gateway.ts';
import { until } from '../../testing/until.ts';

const SOON_MS = 5_000;
const SOCKETS = 100;
const TICKS = 'subscription { ticks { n } }';
const ME = { query: '{ me { id } }' };

/** Two gateways that hear of people from one identity, and of nothing from each other. */
let gateways: TestGateway[];
let clock: LoopClock;
beforeAll(async () => {
  const limits = { ...PUBLIC_LIMITS, socketsPerAddress: 500 };
  const first = await startTestGateway({ limits });
  gateways = [first, await startTestGateway({ limits, identity: first.identity })];
  clock = new LoopClock();
});
afterAll(async () => {
  clock.stop();
  await Promise.all(gateways.map((hub) => hub.close()));
});

const identity = () => (gateways[0] as TestGateway).identity;
const eventsOf = (hub: TestGateway, token: string) =>
  openEvents(`${hub.url}?query=${encodeURIComponent(TICKS)}`, { headers: bearer(token) });

async function follow(hub: TestGateway, token: string): Promise<SocketClient> {
  const client = await SocketClient.init(hub.wsUrl, bearer(token));
  client.ask('1', TICKS);
  return client;
}

/** What identity says of them from now on: nothing, or that there is nobody. */
const away: readonly (readonly [what: string, take: (citizenId: string) => void])[] = [
  ['is revoked', (citizenId) => void identity().principals.delete(citizenId)],
  ['loses its account', (citizenId) => void identity().principals.set(citizenId, null)],
];

describe('W21 a token that', () => {
  it.each(away)(
    '%s opens nothing on either gateway within 5 seconds, and what it held open is over',
    async (_what, take) => {
      const people = await Promise.all(Array.from({ length: SOCKETS }, () => identity().signIn()));
      const tokens = people.map(({ token }) => token);
      const sockets = await Promise.all(gateways.flatMap((hub) => tokens.map((token) => follow(hub, token))));
      const streams = await Promise.all(gateways.map((hub) => eventsOf(hub, tokens[0] as string)));
      for (const hub of gateways) await until(() => hub.graph.ticker.followers === SOCKETS + 1);
      const takenAt = clock.ms;
      for (const { principal } of people) take(principal.citizenId);
      const codes = await Promise.all(sockets.map(async ({ closed }) => (await closed).code));
      expect(new Set(codes)).toEqual(new Set([4403]));
      for (const events of streams) await expect(events.next()).rejects.toThrow('over');
      expect(clock.ms - takenAt).toBeLessThan(SOON_MS);
      for (const hub of gateways) {
        const answer = await post(hub.url, ME, bearer(tokens[0] as string));
        expect([answer.status, codesOf(answer)]).toEqual([401, ['UNAUTHENTICATED']]);
        await until(() => hub.graph.ticker.followers === 0);
      }
    },
  );

  it('was used a moment ago is refused by POST within 5 seconds too', async () => {
    const { principal, token } = await identity().signIn();
    for (const hub of gateways) expect((await post(hub.url, ME, bearer(token))).status).toBe(200);
    const takenAt = clock.ms;
    identity().principals.delete(principal.citizenId);
    for (const hub of gateways) await until(async () => (await post(hub.url, ME, bearer(token))).status === 401);
    expect(clock.ms - takenAt).toBeLessThan(SOON_MS + 500);
  });
});
