import type { Suite } from "./row.ts";
import { someOf } from "./row.ts";
import { forgeWebhooks } from "./webhook-forgeries.ts";

/** Requests to the doors that others post to, which nobody who has the secret has sent. */
export const forgedRequests: Suite = async () => {
  const closing: (() => unknown)[] = [];
  try {
    const { cases, accepted, which, valid, validAccepted } = await forgeWebhooks({ after: (end) => void closing.push(end) });
    const met = cases >= 1_500 && accepted === 0 && valid === validAccepted;
    const notes = [`${validAccepted} of ${valid} genuine ones were taken once`, ...someOf(which)];
    return { suite: "forged requests", cases, out: accepted, aim: "0 taken, each genuine one once", met, notes };
  } finally {
    for (const end of closing.toReversed()) await end();
  }
};
