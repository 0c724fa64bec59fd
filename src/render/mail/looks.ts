/** Colours in a light and in a dark mail program. */
const COLORS = {
  page: ["#ffffff", "#16181c"],
  text: ["#1b1d21", "#e7e9ec"],
  soft: ["#595f69", "#a3abb6"],
  line: ["#dfe2e6", "#343941"],
  link: ["#0b57b0", "#8ebcff"],
  warn: ["#8a4b00", "#ffc46b"],
  warnPage: ["#fff6e6", "#2b2318"],
} as const;

export type ColorName = keyof typeof COLORS;

/** The colour in a light mail program, and in a dark one. */
export function colorsOf(name: ColorName): { light: string; dark: string } {
  const [light, dark] = COLORS[name];
  return { light, dark };
}

const FONT = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

/** What an element looks like where style sheets are dropped, as some programs do; colours are the light ones. */
const INLINE = {
  page: `margin:0;padding:0;background-color:${COLORS.page[0]};color:${COLORS.text[0]}`,
  hidden: "display:none;max-height:0;overflow:hidden",
  frame: "padding:24px 16px 40px",
  column: "width:100%;max-width:600px;table-layout:fixed",
  text: `${FONT};font-size:16px;line-height:1.5;color:${COLORS.text[0]};text-align:left;overflow-wrap:anywhere;word-break:break-word`,
  headline: "margin:0 0 4px;font-size:22px;line-height:1.3",
  heading: "margin:24px 0 6px;font-size:16px;line-height:1.4",
  smallHeading: "margin:0 0 6px;font-size:14px;line-height:1.4",
  paragraph: "margin:0",
  remark: "margin:8px 0 0",
  note: `margin:8px 0 0;font-size:14px;color:${COLORS.soft[0]}`,
  list: "margin:0;padding:0 0 0 28px",
  opening: "margin:0 0 14px;font-size:16px;font-weight:400;line-height:1.5",
  said: "margin:0 0 14px",
  saidList: "margin:0 0 14px;padding:0 0 0 24px",
  evidence: "margin:0 0 16px;padding:0;list-style:none",
  item: "margin:0 0 8px",
  rows: "width:100%;margin:0 0 8px;border-collapse:collapse",
  head: `padding:4px 10px 4px 0;border-bottom:1px solid ${COLORS.line[0]};${FONT};font-size:13px;line-height:1.4;color:${COLORS.soft[0]};text-align:left;vertical-align:bottom;font-weight:600`,
  name: `padding:6px 10px 6px 0;border-bottom:1px solid ${COLORS.line[0]};${FONT};font-size:14px;line-height:1.4;color:${COLORS.text[0]};text-align:left;vertical-align:top;font-weight:600`,
  cell: `padding:6px 10px 6px 0;border-bottom:1px solid ${COLORS.line[0]};${FONT};font-size:14px;line-height:1.4;color:${COLORS.text[0]};text-align:left;vertical-align:top`,
  label: "display:none",
  source: "margin:0 0 4px",
  footer: `margin:28px 0 0;padding:16px 0 0;border-top:1px solid ${COLORS.line[0]};font-size:14px;color:${COLORS.soft[0]}`,
  origin: `margin:0;font-size:14px;color:${COLORS.soft[0]}`,
  warning: `margin:0 0 16px;padding:8px 12px;border:1px solid ${COLORS.warn[0]};background-color:${COLORS.warnPage[0]};color:${COLORS.warn[0]}`,
  gaps: `margin:24px 0 0;padding:8px 12px;border-left:3px solid ${COLORS.warn[0]};background-color:${COLORS.warnPage[0]}`,
  gapsHeading: `margin:0 0 6px;font-size:16px;line-height:1.4;color:${COLORS.warn[0]}`,
  link: `color:${COLORS.link[0]}`,
  cite: `font-size:13px;font-weight:400;color:${COLORS.soft[0]}`,
} as const;

export type Look = keyof typeof INLINE;

/** The attributes of an element: its looks, and its name for the style sheet. */
export function look(name: Look): string {
  return `class="${name}" style="${INLINE[name]}"`;
}

/** What inline styles can't say: the dark scheme. Declared important, because it has to win over them. */
export const STYLE_SHEET = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
.item:last-child, .source:last-child { margin-bottom: 0 !important; }
@media screen and (max-width: 560px) {
  .rows, .body, .row, .name, .cell { display: block !important; }
  .heads { display: none !important; }
  .row { padding: 8px 0 !important; border-bottom: 1px solid ${COLORS.line[0]}; }
  .name, .cell { padding: 0 0 2px !important; border: 0 !important; }
  .label { display: inline !important; color: ${COLORS.soft[0]}; }
}
@media (prefers-color-scheme: dark) {
  .row { border-color: ${COLORS.line[1]} !important; }
  .page { background-color: ${COLORS.page[1]} !important; color: ${COLORS.text[1]} !important; }
  .text { color: ${COLORS.text[1]} !important; }
  .name, .cell { color: ${COLORS.text[1]} !important; border-color: ${COLORS.line[1]} !important; }
  .head { border-color: ${COLORS.line[1]} !important; }
  .head, .label, .note, .origin, .footer, .cite { color: ${COLORS.soft[1]} !important; }
  .footer { border-color: ${COLORS.line[1]} !important; }
  .link { color: ${COLORS.link[1]} !important; }
  .gapsHeading, .warning { color: ${COLORS.warn[1]} !important; }
  .gaps, .warning { border-color: ${COLORS.warn[1]} !important; background-color: ${COLORS.warnPage[1]} !important; }
}
`;
