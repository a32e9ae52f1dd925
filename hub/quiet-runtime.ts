/**
 * oidc-provider warns about every Node that is not yet called LTS, on import. Ours is pinned and tested with it; the
 * warning would stand beside the one line that `npm start` prints. Imported before everything else by the commands.
 */
const { warn } = console;
console.warn = (...args: unknown[]) => {
  if (!String(args[0]).includes('oidc-provider WARNING: Unsupported runtime')) warn(...args);
};
