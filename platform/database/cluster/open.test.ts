import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { testCluster } from '../../testing/test-database.ts';
import { withConnection } from './connect.ts';
import { freePort } from './free-port.ts';
import { openDatabases } from './open.ts';
import { askOne, withDataFolder } from './testing.ts';

const currentUser = 'select current_user::text';

describe('opening the databases', () => {
  it('starts the embedded server when nobody names another, and stops it', () =>
    withDataFolder(async (dataFolder) => {
      const databases = await openDatabases({ dataFolder, subgraphs: ['alpha', 'beta'], secret: 'a secret' });
      expect(Object.keys(databases.bySubgraph)).toEqual(['alpha', 'beta']);
      expect(await askOne(databases.bySubgraph.beta?.appUrl ?? '', currentUser)).toBe('v_public');
      await databases.stop();
      await expect(askOne(databases.adminUrl, 'select 1')).rejects.toMatchObject({ code: 'DATABASE_UNREACHABLE' });
    }));

  it('opens again what it opened before', () =>
    withDataFolder(async (dataFolder) => {
      const config = { dataFolder, subgraphs: ['alpha'], secret: 'a secret' };
      const first = await openDatabases(config);
      await askOne(first.bySubgraph.alpha?.ownerUrl ?? '', 'create table kept as select 42 as answer');
      await first.stop();
      const second = await openDatabases(config);
      expect(await askOne(second.bySubgraph.alpha?.ownerUrl ?? '', 'select answer from kept')).toBe(42);
      await second.stop();
    }));

  it('leaves the data folder alone when a server is named', () =>
    withDataFolder(async (dataFolder) => {
      const { adminUrl: databaseUrl } = await testCluster();
      const prefix = `open${process.pid}`;
      const config = { dataFolder, databaseUrl, subgraphs: ['alpha'], secret: 'a secret', prefix };
      const databases = await openDatabases(config);
      expect(databases.embedded).toBeUndefined();
      expect(existsSync(join(dataFolder, 'postgres'))).toBe(false);
      await databases.stop();
      expect(await askOne(databases.bySubgraph.alpha?.appUrl ?? '', currentUser)).toBe('v_public');
      await removeAlpha(databaseUrl, prefix);
    }));

  it('puts a single subgraph on a server of its own', () =>
    withDataFolder(async (dataFolder) => {
      const { adminUrl } = await testCluster();
      const prefix = `part${process.pid}`;
      const perSubgraphUrl = { alpha: adminUrl };
      const config = { dataFolder, perSubgraphUrl, subgraphs: ['alpha', 'beta'], secret: 'a secret', prefix };
      const { bySubgraph, embedded, stop } = await openDatabases(config);
      expect(new URL(bySubgraph.alpha?.appUrl ?? '').port).toBe(new URL(adminUrl).port);
      expect(new URL(bySubgraph.beta?.appUrl ?? '').port).toBe(String(embedded?.port));
      await stop();
      await removeAlpha(adminUrl, prefix);
    }));

  it('names the host, not the password, when the server does not answer', async () => {
    const databaseUrl = `postgresql://admin:geheim@127.0.0.1:${await freePort()}/postgres`;
    const refused = openDatabases({ dataFolder: 'unused', databaseUrl, subgraphs: ['alpha'], secret: 'a secret' });
    const error = (await refused.catch((reason: Error) => reason)) as Error;
    expect(error).toMatchObject({ code: 'DATABASE_UNREACHABLE', message: expect.stringContaining('127.0.0.1') });
    expect(error.message).not.toContain('geheim');
  });
});

const removeAlpha = (adminUrl: string, prefix: string) =>
  withConnection(adminUrl, async (admin) => {
    await admin.query(`drop database ${prefix}_alpha with (force)`);
    await admin.query(`drop role ${prefix}_alpha_owner, ${prefix}_alpha_app`);
  });
