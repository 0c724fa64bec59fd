/** Where a secret lies: `${env:NAME}`, or `file:` and a path. The secret itself is read when it is used, and never kept. */
export type SecretReference = string;
