import { describe, expect, it } from '@jest/globals';
import { testCluster } from '../../testing/test-database.ts';
import { withConnection } from './connect.ts';
import { checkServerVersion, isSupportedVersion } from './server-version.ts';

describe('the version of the server', () => {
  it.each([
    [150_018, false],
    [169_999, false],
    [170_000, true],
    [180_004, true],
  ])('%d is supported: %s', (versionNumber, supported) => {
    expect(isSupportedVersion(versionNumber)).toBe(supported);
  });

  it('is fine for the server of the tests', async () => {
    const { adminUrl } = await testCluster();
    await expect(withConnection(adminUrl, checkServerVersion)).resolves.toBeUndefined();
  });

  it('is refused with both versions named when it is too old', async () => {
    const { adminUrl } = await testCluster();
    const refused = withConnection(adminUrl, async (client) => {
      await client.query(ANSWER_AS_15);
      await checkServerVersion(client);
    });
    await expect(refused).rejects.toMatchObject({
      code: 'DATABASE_VERSION_UNSUPPORTED',
      message: expect.stringMatching(/PostgreSQL 15\.18.*PostgreSQL 17/),
      details: { found: '15.18', required: 17 },
    });
  });
});

/** A function of that name earlier on the search path makes this one session look like an old server. */
const ANSWER_AS_15 = `
  begin;
  create schema old_server;
  create function old_server.current_setting(name text) returns text language sql as
    $$ select case name when 'server_version' then '15.18' when 'server_version_num' then '150018' end $$;
  set search_path = old_server, pg_catalog`;
