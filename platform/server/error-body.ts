/** Errors of HTTP in the form of GraphQL's, so that every client reads them alike. */
export const errorBody = (code: string, message: string, details?: object) => ({
  errors: [{ message, extensions: { code, ...(details && Object.keys(details).length > 0 && { details }) } }],
});
