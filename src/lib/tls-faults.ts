/** Whether a connection failed since the other side's certificate is not trusted (https://nodejs.org/api/tls.html#x509-certificate-error-codes). */
export function isCertificateFault(error: Error): boolean {
  return causesOf(error).some((each) => /CERT|SELF_SIGNED|UNABLE_TO_VERIFY/.test(codesOf(each)) || /certificate/i.test(each.message));
}

/** Whether a connection failed since one side spoke TLS and the other did not, or not in that way. */
export function isForeignTls(error: Error): boolean {
  return causesOf(error).some(
    (each) => /ERR_SSL|EPROTO\b/.test(codesOf(each)) || /wrong version number|ssl3_|packet length/i.test(each.message),
  );
}

function causesOf(error: Error): Error[] {
  return error.cause instanceof Error ? [error, ...causesOf(error.cause)] : [error];
}

/** Clients that have codes of their own keep Node's beside it. */
function codesOf(error: Error): string {
  const own = "code" in error ? String(error.code) : "";
  return "originalCode" in error ? `${own} ${String(error.originalCode)}` : own;
}
