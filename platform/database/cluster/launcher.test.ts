import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { locateNative } from './binaries.ts';
import { withDatabase } from './database-url.ts';
import { lockFile, runningPostmaster } from './postmaster.ts';
import { isRoot } from './server-user.ts';
import { askOne, killHard, otherProcess, serverPid, startQuick, userOf, withDataFolder } from './testing.ts';

const asRoot = isRoot() ? it : it.skip;
const startElsewhere = (dataFolder: string) =>
  otherProcess(`const { startEmbeddedCluster } = await import(here + '/launcher.ts');
    const { port } = await startEmbeddedCluster({ dataFolder: ${JSON.stringify(dataFolder)}, durable: false });
    console.log(port);`);

describe('the embedded cluster', () => {
  it('keeps what was written over a stop and the next start', () =>
    withDataFolder(async (dataFolder) => {
      const first = await startQuick(dataFolder);
      await askOne(first.adminUrl, 'create table kept as select 42 as answer');
      await first.stop();
      const second = await startQuick(dataFolder);
      expect(await askOne(second.adminUrl, 'select answer from kept')).toBe(42);
      expect(second.reused).toBe(false);
    }));

  it('is one server, however many start it at once', () =>
    withDataFolder(async (dataFolder) => {
      const others = await Promise.all([1, 2].map(() => startElsewhere(dataFolder)));
      const own = await startQuick(dataFolder);
      expect(others.map(({ line }) => Number(line))).toEqual([own.port, own.port]);
      expect(own.reused).toBe(true);
      await Promise.all(others.map(({ child }) => killHard(child)));
    }));

  it('survives the kill -9 of its hub, and the next hub joins it', () =>
    withDataFolder(async (dataFolder) => {
      const { child, line } = await startElsewhere(dataFolder);
      const server = serverPid(dataFolder);
      await killHard(child);
      const { port, reused } = await startQuick(dataFolder);
      expect({ port, reused, server: serverPid(dataFolder) }).toEqual({ port: Number(line), reused: true, server });
    }));

  it('starts again after its own kill -9, with every committed row', () =>
    withDataFolder(async (dataFolder) => {
      const { adminUrl } = await startQuick(dataFolder, { durable: true });
      await askOne(adminUrl, 'create table kept as select 42 as answer');
      const killed = serverPid(dataFolder);
      process.kill(killed, 'SIGKILL');
      const next = await startQuick(dataFolder);
      expect(serverPid(dataFolder)).not.toBe(killed);
      expect(await askOne(next.adminUrl, 'select answer from kept')).toBe(42);
    }));

  it('does not take a stranger that got the number of the old server for the server', () =>
    withDataFolder(async (dataFolder) => {
      const first = await startQuick(dataFolder);
      const lock = lockFile(join(dataFolder, 'postgres'));
      copyFileSync(lock, join(dataFolder, 'old-lock'));
      await first.stop();
      const [, ...rest] = readFileSync(join(dataFolder, 'old-lock'), 'utf8').split('\n');
      writeFileSync(lock, [process.pid, ...rest].join('\n'));
      const second = await startQuick(dataFolder);
      expect(second.reused).toBe(false);
      expect(await askOne(second.adminUrl, 'select 1')).toBe(1);
    }));

  it('removes the draft of an initdb that was cut off, and begins anew', () =>
    withDataFolder(async (dataFolder) => {
      const { child } = await otherProcess(`console.log('here')`);
      const draft = join(dataFolder, `postgres.new-${child.pid}`);
      await killHard(child);
      mkdirSync(draft);
      writeFileSync(join(draft, 'PG_VERSION'), '18\n');
      const { adminUrl } = await startQuick(dataFolder);
      expect(await askOne(adminUrl, 'select 1')).toBe(1);
      expect(existsSync(draft)).toBe(false);
    }));

  it('stops at once although somebody is connected, and stopping twice is no error', () =>
    withDataFolder(async (dataFolder) => {
      const { adminUrl, stop } = await startQuick(dataFolder);
      const sleeping = askOne(adminUrl, 'select pg_sleep(60)').catch((error: Error) => error);
      await stop();
      await stop();
      expect(await sleeping).toBeInstanceOf(Error);
      expect(runningPostmaster(join(dataFolder, 'postgres'))).toBeUndefined();
    }));
});

describe('the door of the embedded cluster', () => {
  it('opens only on loopback and only with the password', () =>
    withDataFolder(async (dataFolder) => {
      const { adminUrl } = await startQuick(dataFolder);
      expect(await askOne(adminUrl, 'show listen_addresses')).toBe('127.0.0.1');
      expect(await askOne(adminUrl, 'show unix_socket_directories')).toBe('');
      const methods = `select string_agg(distinct auth_method, ',') from pg_hba_file_rules`;
      expect(await askOne(adminUrl, methods)).toBe('scram-sha-256');
      const guessed = withDatabase(adminUrl, 'postgres', { user: 'postgres', password: 'postgres' });
      await expect(askOne(guessed, 'select 1')).rejects.toMatchObject({ code: 'DATABASE_UNREACHABLE' });
    }));

  it('keeps the password in a file that only the user of the server reads', () =>
    withDataFolder(async (dataFolder) => {
      await startQuick(dataFolder);
      expect(statSync(join(dataFolder, 'postgres', 'superuser.password')).mode & 0o777).toBe(0o600);
      expect(statSync(join(dataFolder, 'postgres.log')).mode & 0o777).toBe(0o600);
    }));

  it('writes no value of a row and no statement into the log', () =>
    withDataFolder(async (dataFolder) => {
      const { adminUrl } = await startQuick(dataFolder);
      await askOne(adminUrl, 'create table person (name text primary key)');
      const insert = `insert into person values ('Erika'), ('Erika')`;
      await expect(askOne(adminUrl, insert)).rejects.toMatchObject({ code: '23505' });
      const log = readFileSync(join(dataFolder, 'postgres.log'), 'utf8');
      expect(log).toContain('duplicate key value');
      expect(log).not.toContain('Erika');
    }));

  it('is durable unless a test says otherwise', () =>
    withDataFolder(async (dataFolder) => {
      const { adminUrl } = await startQuick(dataFolder, { durable: true });
      for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes'])
        expect(await askOne(adminUrl, `show ${setting}`)).toBe('on');
      expect(await askOne(adminUrl, 'show client_connection_check_interval')).toBe('500ms');
      expect(await askOne(adminUrl, 'show timezone')).toBe('UTC');
    }));

  asRoot('runs as an unprivileged user', () =>
    withDataFolder(async (dataFolder) => {
      await startQuick(dataFolder);
      const user = userOf(serverPid(dataFolder));
      expect(user).not.toBe(0);
      expect(statSync(join(dataFolder, 'postgres')).uid).toBe(user);
    }),
  );

  asRoot('goes to a system folder, with a word in the log, when its user cannot reach the data folder', () =>
    withDataFolder(async (dataFolder) => {
      const warnings: string[] = [];
      const logger = { info: () => {}, warn: (_details: object, message: string) => void warnings.push(message) };
      const first = await startQuick(dataFolder, { logger });
      await askOne(first.adminUrl, 'create table kept as select 42 as answer');
      await first.stop();
      const second = await startQuick(dataFolder, { logger });
      expect(await askOne(second.adminUrl, 'select answer from kept')).toBe(42);
      expect(readlinkSync(join(dataFolder, 'postgres'))).toMatch(/stadttor\/clusters\//);
      expect(warnings).toEqual(['The database lies outside the data folder: its user cannot reach it']);
    }, 0o700),
  );
});

describe('an embedded cluster that cannot start', () => {
  it('names the variable to set where npm has no PostgreSQL for the platform', async () => {
    await expect(locateNative('plan9-mips')).rejects.toMatchObject({
      code: 'EMBEDDED_DATABASE_MISSING',
      message: expect.stringContaining('DATABASE_URL'),
    });
  });

  it('does not begin anew in silence when the folder behind the link is gone', () =>
    withDataFolder(async (dataFolder) => {
      symlinkSync(join(dataFolder, 'gone'), join(dataFolder, 'postgres'));
      await expect(startQuick(dataFolder)).rejects.toMatchObject({ code: 'DATABASE_START_FAILED' });
    }));

  it('does not touch a folder that is no cluster', () =>
    withDataFolder(async (dataFolder) => {
      mkdirSync(join(dataFolder, 'postgres'));
      await expect(startQuick(dataFolder)).rejects.toMatchObject({ code: 'DATABASE_START_FAILED' });
    }));

  it('says what the server said, when it stops at once', () =>
    withDataFolder(async (dataFolder) => {
      const { stop } = await startQuick(dataFolder);
      await stop();
      rmSync(join(dataFolder, 'postgres', 'global', 'pg_control'));
      await expect(startQuick(dataFolder)).rejects.toMatchObject({
        code: 'DATABASE_START_FAILED',
        message: expect.stringContaining('pg_control'),
      });
    }));
});
