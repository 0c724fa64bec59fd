/** What Slack's documentation allows, written from it alone. https://docs.slack.dev/reference/block-kit */

type Json = Readonly<Record<string, unknown>>;

/** A message's text beside its blocks: longer ones are cut by Slack. https://docs.slack.dev/reference/methods/chat.postMessage */
const TEXT = 4_000;
/** Blocks of a message: 50, https://docs.slack.dev/reference/block-kit/blocks; we promise 40. */
const BLOCKS = 40;
/** All of a message's blocks: about 13,200, https://github.com/slackapi/bolt-js/issues/2509; we promise 10,000. */
const MESSAGE = 10_000;

/** Each block type we know of, with its fields. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  section: ["type", "block_id", "text", "fields", "accessory", "expand"],
  context: ["type", "block_id", "elements"],
  header: ["type", "block_id", "text"],
  divider: ["type", "block_id"],
  actions: ["type", "block_id", "elements"],
  button: ["type", "text", "action_id", "value", "url", "style", "confirm", "accessibility_label"],
  overflow: ["type", "action_id", "options", "confirm"],
  mrkdwn: ["type", "text", "verbatim"],
  plain_text: ["type", "text", "emoji"],
  option: ["text", "value", "description", "url"],
};

const DATE_TOKENS: ReadonlySet<string> = new Set(
  [
    "day_divider_pretty date_num date_slash date_long date_long_full date_long_pretty date date_full date_pretty",
    "date_short date_short_half date_short_pretty time time_secs ago",
  ]
    .join(" ")
    .split(" "),
);

/** Everything that Slack would refuse, cut or turn into a mention in a message; nothing for one that is shown as it is. */
export function findSlackProblems(message: { text: string; blocks: readonly unknown[] }): string[] {
  const { text, blocks } = message;
  const ids = blocks.flatMap((block) => (isJson(block) && typeof block["block_id"] === "string" ? [block["block_id"]] : []));
  return [
    ...lengthProblems("text", text, TEXT),
    ...markupProblems("text", text),
    ...(blocks.length < 1 || blocks.length > BLOCKS ? [`${blocks.length} blocks`] : []),
    ...(JSON.stringify(blocks).length > MESSAGE ? [`blocks of ${JSON.stringify(blocks).length} characters`] : []),
    ...(new Set(ids).size < ids.length ? ["a block_id is there twice"] : []),
    ...ids.flatMap((id) => lengthProblems("block_id", id, 255)),
    ...blocks.flatMap((block, index) => blockProblems(`block ${index}`, block)),
  ];
}

function blockProblems(at: string, block: unknown): string[] {
  if (!isJson(block)) return [`${at} is no object`];
  const { type } = block;
  if (type === "section") return [...fieldProblems(at, block, "section"), ...sectionProblems(at, block)];
  if (type === "context") return [...fieldProblems(at, block, "context"), ...contextProblems(at, block)];
  if (type === "header") return [...fieldProblems(at, block, "header"), ...textProblems(at, block["text"], 150, ["plain_text"])];
  if (type === "actions") return [...fieldProblems(at, block, "actions"), ...actionsProblems(at, block)];
  return type === "divider" ? fieldProblems(at, block, "divider") : [`${at} is of an unknown type`];
}

/** https://docs.slack.dev/reference/block-kit/blocks/actions-block and .../block-elements/button-element */
function actionsProblems(at: string, { elements }: Json): string[] {
  const all = Array.isArray(elements) ? elements.filter(isJson) : [];
  const ids = all.map((button) => String(button["action_id"]));
  return [
    ...(all.length < 1 || all.length > 25 ? [`${at} has ${all.length} elements`] : []),
    ...(new Set(ids).size < ids.length ? [`${at} has an action_id twice`] : []),
    ...all.flatMap((button) => [
      ...fieldProblems(at, button, "button"),
      ...lengthProblems(`${at} action_id`, String(button["action_id"]), 255),
      ...lengthProblems(`${at} value`, String(button["value"]), 2_000),
      ...textProblems(at, button["text"], 75, ["plain_text"]),
    ]),
  ];
}

function sectionProblems(at: string, { text, fields, accessory }: Json): string[] {
  const isBare = text === undefined && fields === undefined;
  return [
    ...(isBare ? [`${at} has neither text nor fields`] : []),
    ...(text === undefined ? [] : textProblems(at, text, 3_000)),
    ...(fields === undefined ? [] : listProblems(at, fields, 1, 10, (each) => textProblems(at, each, 2_000))),
    ...(accessory === undefined ? [] : menuProblems(at, accessory)),
  ];
}

function contextProblems(at: string, { elements }: Json): string[] {
  return listProblems(at, elements, 1, 10, (each) => textProblems(at, each, 3_000));
}

/** https://docs.slack.dev/reference/block-kit/block-elements/overflow-menu-element */
function menuProblems(at: string, menu: unknown): string[] {
  if (!isJson(menu) || menu["type"] !== "overflow") return [`${at} has an accessory that is no overflow menu`];
  const values = Array.isArray(menu["options"]) ? menu["options"].map((each: unknown) => (isJson(each) ? each["value"] : undefined)) : [];
  return [
    ...fieldProblems(at, menu, "overflow"),
    ...lengthProblems(`${at} action_id`, menu["action_id"], 255),
    ...listProblems(at, menu["options"], 2, 5, (option) => optionProblems(at, option)),
    ...(new Set(values).size < values.length ? [`${at} has two options of one value`] : []),
  ];
}

/** https://docs.slack.dev/reference/block-kit/composition-objects/option-object; values of 75, as Slack's types say, not of 150. */
function optionProblems(at: string, option: unknown): string[] {
  if (!isJson(option)) return [`${at} has an option that is no object`];
  return [
    ...fieldProblems(at, option, "option"),
    ...textProblems(at, option["text"], 75, ["plain_text"]),
    ...lengthProblems(`${at} option`, option["value"], 75),
  ];
}

/** https://docs.slack.dev/reference/block-kit/composition-objects/text-object */
function textProblems(at: string, object: unknown, most: number, types: readonly string[] = ["mrkdwn", "plain_text"]): string[] {
  if (!isJson(object)) return [`${at} has no text object`];
  const { type, text } = object;
  if (typeof type !== "string" || !types.includes(type)) return [`${at} has text of type ${String(type)}`];
  const isMarkup = type === "mrkdwn" && typeof text === "string";
  return [...fieldProblems(at, object, type), ...lengthProblems(at, text, most), ...(isMarkup ? markupProblems(at, text) : [])];
}

/** https://docs.slack.dev/messaging/formatting-message-text */
function markupProblems(at: string, markup: string): string[] {
  const tokens = [...markup.matchAll(/<([^<>]*)>/g)].map(([, inner = ""]) => inner);
  const rest = markup.replaceAll(/<[^<>]*>/g, "");
  return [
    ...tokens.flatMap((inner) => tokenProblems(at, inner)),
    ...(/[<>]/.test(rest) ? [`${at} has an unescaped sign: ${excerpt(markup)}`] : []),
    ...(/&(?!(?:amp|lt|gt);)/.test(markup) ? [`${at} has an unescaped ampersand: ${excerpt(markup)}`] : []),
    ...(/^\s*&gt;/m.test(markup) ? [`${at} begins a quotation`] : []),
    ...(/[`~]/.test(rest) ? [`${at} may begin code or strike through`] : []),
    ...(/(?<![\p{L}\p{N}])_\S[^_\n]*_(?![\p{L}\p{N}])/u.test(rest) ? [`${at} has words in italics: ${excerpt(markup)}`] : []),
    ...(/:(?:\w*[a-z]\w*):/.test(rest) ? [`${at} names an emoji: ${excerpt(markup)}`] : []),
    ...(/(?!\n)[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u.test(markup) ? [`${at} has an invisible sign`] : []),
    ...markup
      .split("\n")
      .flatMap((line) => (line.replaceAll(/<[^<>]*>/g, "").split("*").length % 2 === 0 ? [`${at} has a lone asterisk`] : [])),
  ];
}

/** What stands between < and >: a date or a link, and never anybody's name. */
function tokenProblems(at: string, inner: string): string[] {
  const [, second, format, fallback] = /^!date\^(\d+)\^([^|^]+)\|(.+)$/.exec(inner) ?? [];
  if (second !== undefined) {
    const unknown = [...(format ?? "").matchAll(/\{([^}]*)\}/g)].map(([, name = ""]) => name).filter((name) => !DATE_TOKENS.has(name));
    return unknown.length > 0 || (fallback ?? "").trim() === "" ? [`${at} has the date ${inner}`] : [];
  }
  if (!/^https?:\/\/[^\s|]+(?:\|[^|]+)?$/.test(inner)) return [`${at} has <${excerpt(inner)}>`];
  return (inner.split("|")[0] ?? "").length > 3_000 ? [`${at} has a link that is too long`] : [];
}

function listProblems(at: string, list: unknown, least: number, most: number, check: (each: unknown) => string[]): string[] {
  if (!Array.isArray(list)) return [`${at} has no list`];
  return [
    ...(list.length < least || list.length > most ? [`${at} has ${list.length} elements`] : []),
    ...list.flatMap((each: unknown) => check(each)),
  ];
}

function lengthProblems(at: string, text: unknown, most: number): string[] {
  if (typeof text !== "string" || text.trim() === "") return [`${at} is empty`];
  return text.length > most ? [`${at} has ${text.length} characters`] : [];
}

function fieldProblems(at: string, object: Json, type: string): string[] {
  const unknown = Object.keys(object).filter((field) => !FIELDS[type]?.includes(field));
  return unknown.map((field) => `${at} has the field ${field}, which ${type} has not`);
}

function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function excerpt(text: string): string {
  return text.slice(0, 80);
}
