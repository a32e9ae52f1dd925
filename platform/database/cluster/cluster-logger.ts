/** Where the launcher tells what it does; every pino logger fits. */
export interface ClusterLogger {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
}

export const silentLogger: ClusterLogger = { info: () => {}, warn: () => {} };
