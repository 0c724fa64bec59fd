import type { WebClient } from "@slack/web-api";
import type { Store } from "../../core/ports/store.ts";
import { markOf, PARENT } from "../../deliveries/slack/marks.ts";
import { renderSlack } from "../../render/slack/render-slack.ts";
import { pressesIn } from "../desk/hearing.ts";
import type { SentMessage } from "../desk/sent.ts";
import { placeOf } from "./message.ts";

/** Says in a question what was noted of what its buttons said, in their place; with its mark, which an update without one would take away. Rejects as Slack does. */
export async function showPresses({ replies }: Pick<Store, "replies">, client: WebClient, { entry, briefing }: SentMessage): Promise<void> {
  const pressed = pressesIn(await replies.ofMessage(entry.key));
  const { text, blocks } = renderSlack(briefing, { pressed }).parent;
  await client.chat.update({ ...placeOf(entry), text, blocks: [...blocks], metadata: markOf(entry.key, PARENT) });
}
