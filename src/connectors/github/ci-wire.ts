import { z } from "zod";

/** https://docs.github.com/rest/actions/workflow-runs#list-workflow-runs-for-a-repository */
export const runSchema = z.looseObject({
  id: z.number(),
  name: z.string().nullish(),
  workflow_id: z.number(),
  head_branch: z.string().nullish(),
  head_sha: z.string(),
  event: z.string(),
  status: z.string().nullish(),
  conclusion: z.string().nullish(),
  run_attempt: z.number().catch(1),
  html_url: z.string().nullish(),
  created_at: z.string(),
  updated_at: z.string(),
  actor: z.looseObject({ login: z.string() }).nullish(),
  pull_requests: z.array(z.looseObject({ number: z.number() })).nullish(),
});
export type WireRun = z.infer<typeof runSchema>;

const step = z.looseObject({ name: z.string(), number: z.number().catch(0), conclusion: z.string().nullish() });

/** https://docs.github.com/rest/actions/workflow-jobs#list-jobs-for-a-workflow-run */
export const jobSchema = z.looseObject({
  id: z.number(),
  name: z.string(),
  html_url: z.string().nullish(),
  status: z.string(),
  conclusion: z.string().nullish(),
  started_at: z.string().nullish(),
  completed_at: z.string().nullish(),
  run_attempt: z.number().catch(1),
  steps: z.array(step).nullish(),
});
export type WireJob = z.infer<typeof jobSchema>;

/** https://docs.github.com/rest/checks/runs#list-check-run-annotations */
export const annotationSchema = z.looseObject({ path: z.string(), start_line: z.number().catch(0), message: z.string().nullish() });
export type WireAnnotation = z.infer<typeof annotationSchema>;
