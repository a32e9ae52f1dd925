/** Jest global setup: nothing to prepare until a test asks for a database. */
export default async function globalSetup(): Promise<void> {}
