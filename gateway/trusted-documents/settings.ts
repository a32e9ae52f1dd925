import { ConfigError, type Environment, readEnv } from '../../platform/config/index.ts';
import { readManifest } from './manifest.ts';
import { TrustedDocuments } from './trusted-documents.ts';

/**
 * Reads `TRUSTED_DOCUMENTS` (path of the manifest) and `TRUSTED_DOCUMENTS_ONLY` (`on`: nothing else is answered).
 *
 * @throws ConfigError naming the variable that is wrong
 */
export function readTrustedDocuments(env: Environment): TrustedDocuments {
  const read = readEnv(env);
  const path = read.optional('TRUSTED_DOCUMENTS');
  const isOnly = read.flag('TRUSTED_DOCUMENTS_ONLY', false);
  if (isOnly && !path) throw new ConfigError('TRUSTED_DOCUMENTS', 'must be set where nothing else is answered');
  return new TrustedDocuments(path ? readManifest(path) : undefined, isOnly);
}
