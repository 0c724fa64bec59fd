import type { CiJob } from "../../../core/kinds/ci-job.ts";

/** What differs between two runs of the same failure. */
const VARYING: readonly (readonly [RegExp, string])[] = [
  [/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi, "ID"],
  [/\b(?=[0-9a-f]*\d)[0-9a-f]{7,40}\b/gi, "ID"],
  [/\b0x[0-9a-f]+\b/gi, "ID"],
  [/\/(?:tmp|var\/folders|home\/[^/\s]+)\/[^\s:]*/gi, "PATH"],
  [/\d+(?:[.:]\d+)*/g, "N"],
  [/\s+/g, " "],
];
/** Steps in which nothing of the repository runs yet, as GitHub calls them. */
const BEFORE_ANY_WORK = /^(?:set up job|set up runner|initiali[sz]e containers|stop containers|prepare (?:job|runner))$/i;
/** What machines and networks say when they fail, as opposed to what a program under test says. */
const OUTAGE =
  /\b(?:ECONNRESET|ETIMEDOUT|EAI_AGAIN|ENOTFOUND|ENOSPC)\b|no space left on device|(?:runner|agent) (?:has )?(?:lost communication|received a shutdown signal)|lost communication with the server|was not acquired by runner|could not resolve host|temporary failure in name resolution|connection (?:reset by peer|timed out)|TLS handshake timeout|too ?many ?requests|\b(?:rate limit exceeded|50[234] (?:bad gateway|service unavailable|gateway time-?out))|service unavailable|(?:failed|unable) to (?:pull|download) (?:the )?(?:image|action|artifact|cache)/i;
/** What a test starts itself is no machine of others. */
const OWN = /\b(?:localhost|127\.0\.0\.\d+|0\.0\.0\.0)\b|\[::1\]/i;

/**
 * What a failure is known by again, on whichever branch it comes up: its job, the step, and what was said first, without numbers and names
 * that differ from run to run. Undefined where a job says nothing but that it failed, so that many causes may stand behind it.
 */
export function signatureOf({ repository, workflow, job, failedStep, annotations }: CiJob): string | undefined {
  const [first] = annotations;
  if (first === undefined && failedStep === null) return undefined;
  const said = VARYING.reduce((text, [pattern, word]) => text.replaceAll(pattern, word), first ?? "");
  return [repository, workflow, job, failedStep ?? "", said.trim()].join("\n");
}

/** Whether a machine or a network failed rather than what was to be checked; where it says so. */
export function outageIn({ failedStep, annotations }: CiJob): { path: string } | undefined {
  if (failedStep !== null && BEFORE_ANY_WORK.test(failedStep.trim())) return { path: "fields.failedStep" };
  const index = annotations.findIndex((text) => OUTAGE.test(text) && !OWN.test(text));
  return index < 0 ? undefined : { path: `fields.annotations.${index}` };
}
