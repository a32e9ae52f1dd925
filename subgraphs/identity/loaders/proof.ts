/** Column of `session s join citizen c`: who came back by a recovery code has proven nothing of what was once proven of her. */
export const PROOF = `case when s.method = 'recovery' then 'BASIC' else c.proof end as proof`;
