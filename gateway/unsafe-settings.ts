import { ConfigError, type Environment } from '../platform/config/index.ts';

/** Switches of the planner's library that lift its bounds against hostile operations, and reporting to its maker. */
const UNSAFE = [/^APOLLO_DISABLE_SECURITY_/, /^APOLLO_KEY$/];

/**
 * Refuses settings that have no place here, whoever set them and why.
 *
 * @throws ConfigError naming the variable
 */
export function checkNoUnsafeSettings(env: Environment): void {
  const name = Object.keys(env).find((each) => env[each] && UNSAFE.some((pattern) => pattern.test(each)));
  if (name) throw new ConfigError(name, 'must not be set: it lifts a guard, or reports to others');
}
