/** The one set of compiler settings: the runner (bin/register.mjs) and Jest (jest.config.mjs) share it. */
export const swcOptions = {
  swcrc: false,
  configFile: false,
  module: { type: 'es6' },
  jsc: {
    target: 'es2024',
    keepClassNames: true,
    parser: { syntax: 'typescript', decorators: true },
    // useDefineForClassFields must stay off: with it, MikroORM's relations silently lose their back references.
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
  },
};
