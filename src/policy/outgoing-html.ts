import { Parser } from "htmlparser2";
import { textFaults, type Fault, type Look } from "./outgoing-text.ts";

/** All that a briefing needs; what is not here is refused, since it might load or run something. */
const ELEMENTS: ReadonlySet<string> = new Set(
  "html head meta title style body header nav main section footer div figure figcaption table caption thead tbody tr th td svg desc rect polyline h1 h2 p ol ul li strong span bdi a".split(
    " ",
  ),
);
const ATTRIBUTES: ReadonlySet<string> = new Set(
  "align aria-describedby aria-hidden aria-label aria-labelledby border cellpadding cellspacing charset class content data-label height http-equiv id lang name points preserveaspectratio rel role scope style viewbox width".split(
    " ",
  ),
);
/** Those that are read aloud, or shown by the style of a page. */
const WORDS: ReadonlySet<string> = new Set(["aria-label", "data-label"]);
/** Text on both sides of them is read as one word. */
const WITHIN_LINES: ReadonlySet<string> = new Set(["strong", "span", "bdi", "a"]);
/** What styles load by, and how that is hidden. */
const LOADING_STYLE = /url|@import|image|expression|behavior|-moz-binding|\\|\/\*/i;

/** What is wrong with a page of HTML: what it loads, where it leads, and what its words look like. */
export function htmlFaults(html: string, look: Look): Fault[] {
  const faults: Fault[] = [];
  const words: string[] = [];
  let style = false;
  const parser = new Parser({
    onopentag(name, attributes) {
      if (!WITHIN_LINES.has(name)) words.push("\n");
      style = name === "style";
      faults.push(...elementFaults(name, attributes, look));
      for (const [key, value] of Object.entries(attributes)) if (WORDS.has(key)) words.push(`\n${value}\n`);
    },
    ontext(text) {
      if (style) faults.push(...styleFaults(text));
      else words.push(text);
    },
    onclosetag(name) {
      if (!WITHIN_LINES.has(name)) words.push("\n");
      style = false;
    },
    oncomment(text) {
      // Old mail programs obey conditions in comments.
      if (/^\s*\[/.test(text)) faults.push({ kind: "image", got: "a conditional comment" });
    },
  });
  parser.end(html);
  return [...faults, ...textFaults(words.join(""), look)];
}

function elementFaults(name: string, attributes: Readonly<Record<string, string>>, look: Look): Fault[] {
  if (!ELEMENTS.has(name)) return [{ kind: "image", got: `the element ${name}` }];
  return Object.entries(attributes).flatMap(([key, value]): Fault[] => {
    if (look.hasSecret(value)) return [{ kind: "secret", got: "one" }];
    if (name === "a" && key === "href") return value.startsWith("#") || look.isOwn(value) ? [] : [{ kind: "link", got: value }];
    if (!ATTRIBUTES.has(key)) return [{ kind: "image", got: `the attribute ${key}` }];
    if (key === "style") return styleFaults(value);
    return key === "http-equiv" && value !== "Content-Security-Policy" ? [{ kind: "image", got: `the attribute ${key} ${value}` }] : [];
  });
}

function styleFaults(style: string): Fault[] {
  const [found] = LOADING_STYLE.exec(style) ?? [];
  return found === undefined ? [] : [{ kind: "image", got: `a style with ${found}` }];
}
