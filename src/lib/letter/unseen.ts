/** How text is drawn within an element, as far as its elements say so themselves. */
export interface Look {
  /** Too small to be seen. */
  isTiny: boolean;
  /** As `colorOf` writes them; undefined where that is not known. */
  color: string | undefined;
  background: string | undefined;
}

type Attributes = Readonly<Record<string, string>>;

/** Takes an element with all in it off the page. */
const GONE =
  /(?:^|;)\s*(?:display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0*\.?0+%?\s*(?:!|;|$)|max-height\s*:\s*0(?:\.0+)?(?:px|pt|em|rem|%)?\s*(?:!|;|$)|(?:text-indent|left|top)\s*:\s*-\d{4})/i;
const NO_SIZE = /(?:^|;)\s*(?:max-)?(?:height|width)\s*:\s*0(?:px|pt|em|rem|%)?\s*(?:!|;|$)/i;
const CUT_OFF = /(?:^|;)\s*overflow\s*:\s*hidden/i;
const FONT_SIZE = /(?:^|;)\s*(?:font-size\s*:\s*|font\s*:[^;]*?(?<![\d.#-]))(\d*\.?\d+)\s*(px|pt|em|rem|%)?(?=\s*(?:[;!/]|$)|\s+[a-z"'])/i;
const COLOR = /(?:^|;)\s*color\s*:\s*([^;!]+)/i;
const BACKGROUND = /(?:^|;)\s*background(?:-color)?\s*:\s*([^;!]+)/i;
const WHITE = "#ffffff";
const NAMED: Readonly<Record<string, string>> = { white: WHITE, black: "#000000", transparent: "transparent" };
/** Text of this size, in points or pixels, is a speck. */
const SPECK = 1;

/** How text is drawn where no element says so: on white, unless colors are set in ways that are not followed. */
export function firstLook(html: string): Look {
  return { isTiny: false, color: undefined, background: /background|bgcolor|<style/i.test(html) ? undefined : WHITE };
}

/** Whether an element is not shown, with all that is in it. */
export function isGone(attributes: Attributes): boolean {
  const style = attributes["style"] ?? "";
  return "hidden" in attributes || GONE.test(style) || (NO_SIZE.test(style) && CUT_OFF.test(style));
}

/** How text is drawn within an element of this one. */
export function lookWithin(look: Look, attributes: Attributes): Look {
  const style = attributes["style"] ?? "";
  const color = COLOR.exec(style)?.[1] ?? attributes["color"];
  const background = BACKGROUND.exec(style)?.[1] ?? attributes["bgcolor"];
  return {
    isTiny: isTinyWithin(look, style),
    color: color === undefined ? look.color : colorOf(color),
    background: background === undefined || colorOf(background) === "transparent" ? look.background : colorOf(background),
  };
}

/** Whether text that is drawn so can't be seen. */
export function isUnseen({ isTiny, color, background }: Look): boolean {
  return isTiny || color === "transparent" || (color !== undefined && color === background);
}

/** A size in parts of the one around it is nothing where that is nothing. */
function isTinyWithin({ isTiny }: Look, style: string): boolean {
  const [, size, unit = ""] = FONT_SIZE.exec(style) ?? [];
  if (size === undefined) return isTiny;
  const isAbsolute = /^(?:px|pt|rem)?$/i.test(unit);
  return Number(size) === 0 || (/^p[xt]$/i.test(unit) && Number(size) <= SPECK) || (isTiny && !isAbsolute);
}

/** `#rrggbb` or `transparent`; undefined for what is not known. */
function colorOf(text: string): string | undefined {
  const value = text.trim().toLowerCase();
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])\b/.exec(value);
  if (short) return short.slice(1, 4).reduce((all, digit) => all + digit + digit, "#");
  const long = /^#[0-9a-f]{6}\b/.exec(value)?.[0];
  if (long !== undefined) return long;
  const parts = /^rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})(?:[\s,/]+([\d.]+))?/.exec(value);
  if (parts?.[4] !== undefined && Number(parts[4]) === 0) return "transparent";
  if (parts) return `#${parts.slice(1, 4).map(hexOf).join("")}`;
  const name = /^[a-z]+$/.exec(value)?.[0] ?? "";
  return Object.hasOwn(NAMED, name) ? NAMED[name] : undefined;
}

function hexOf(part: string): string {
  return Number(part).toString(16).padStart(2, "0");
}
