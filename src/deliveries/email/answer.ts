import { guardText } from "../../render/guard.ts";

/** What a mail server said no with. */
export interface Answer {
  /** https://www.rfc-editor.org/rfc/rfc5321#section-4.2.3 */
  code: number;
  /** The finer code that many servers add (https://www.rfc-editor.org/rfc/rfc3463), such as `5.2.2`. */
  status?: string;
  /** Whole, as people may read it. */
  text: string;
}

const LONGEST_ANSWER = 200;

/** The no in a server's line; undefined where it is none. */
export function findAnswer(line: string): Answer | undefined {
  const [, code, status] = /^([45]\d\d)(?:[ -]([245]\.\d{1,3}\.\d{1,3}))?/.exec(line) ?? [];
  if (code === undefined) return undefined;
  return { code: Number(code), ...(status !== undefined && { status }), text: guardText(line, LONGEST_ANSWER) };
}

/** Whether it may say yes later. */
export function isPassing({ code }: Answer): boolean {
  return code < 500;
}

/** https://www.rfc-editor.org/rfc/rfc3463#section-3.3; older servers say it in words. */
export function isMailboxFull({ code, status, text }: Answer): boolean {
  if (status !== undefined && /\.[23]\.\d+$/.test(status)) return status.endsWith(".2.2");
  return (code === 452 || code === 552) && /full|quota|storage|space/i.test(text);
}

/** https://www.rfc-editor.org/rfc/rfc3463#section-3.4; 552 alone means that, too. */
export function isTooLarge({ code, status }: Answer): boolean {
  return status === undefined ? code === 552 : status.endsWith(".3.4") || status.endsWith(".2.3");
}
