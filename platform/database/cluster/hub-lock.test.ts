import { describe, expect, it } from '@jest/globals';
import { testCluster } from '../../testing/test-database.ts';
import { takeHubLock } from './hub-lock.ts';
import { askOne, killHard, otherProcess } from './testing.ts';

/** Every test has a hub of its own, so that they do not wait for each other. */
const ownPrefix = (name: string) => `lock_${name}_${process.pid}`;

describe('the hub lock', () => {
  it('refuses the second hub and says why', async () => {
    const { adminUrl } = await testCluster();
    const prefix = ownPrefix('refuses');
    const lock = await takeHubLock(adminUrl, { prefix });
    await expect(takeHubLock(adminUrl, { prefix, waitMs: 100 })).rejects.toMatchObject({
      code: 'HUB_ALREADY_RUNNING',
      message: expect.stringContaining('Another hub runs'),
    });
    await lock.release();
  });

  it('goes to the next hub as soon as the first lets go', async () => {
    const { adminUrl } = await testCluster();
    const prefix = ownPrefix('next');
    const first = await takeHubLock(adminUrl, { prefix });
    const second = takeHubLock(adminUrl, { prefix });
    await first.release();
    await (await second).release();
  });

  it('lets hubs of different prefixes share a server', async () => {
    const { adminUrl } = await testCluster();
    const one = await takeHubLock(adminUrl, { prefix: ownPrefix('one'), waitMs: 0 });
    const other = await takeHubLock(adminUrl, { prefix: ownPrefix('other'), waitMs: 0 });
    await Promise.all([one.release(), other.release()]);
  });

  it('is free within its waiting time after the holder was killed with -9', async () => {
    const { adminUrl } = await testCluster();
    const prefix = ownPrefix('killed');
    const { child } = await otherProcess(`const { takeHubLock } = await import(here + '/hub-lock.ts');
      await takeHubLock(${JSON.stringify(adminUrl)}, { prefix: '${prefix}' });
      console.log('held');`);
    await expect(takeHubLock(adminUrl, { prefix, waitMs: 50 })).rejects.toMatchObject({ code: 'HUB_ALREADY_RUNNING' });
    await killHard(child);
    await (await takeHubLock(adminUrl, { prefix, waitMs: 1000 })).release();
  });

  it('tells its holder when the connection breaks', async () => {
    const { adminUrl } = await testCluster();
    const prefix = ownPrefix('breaks');
    const lock = await takeHubLock(adminUrl, { prefix });
    const holder = `select pid from pg_locks where locktype = 'advisory' and granted
      and (classid::bigint << 32 | objid::bigint) = hashtextextended('${prefix} hub', 0)`;
    expect(await askOne(adminUrl, `select pg_terminate_backend((${holder}))`)).toBe(true);
    expect((await lock.lost).message).toContain('hub lock');
    await lock.release();
  });
});
