/** The exit codes that scripts may rely on. */
export const EXIT = {
  ok: 0,
  failed: 1,
  usage: 2,
  invalid: 3,
  connection: 4,
  partial: 5,
  blocked: 6,
  temporary: 75,
  interrupted: 130,
} as const;
