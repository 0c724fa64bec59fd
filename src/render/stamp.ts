/** The last line of a briefing that was written to a file: it tells Chief's own files from people's. */
export function stampOf(asOf: string): string {
  return `<!-- Chief briefing as of ${asOf} -->\n`;
}

/** The same for comma-separated values, which have no comments: words for their last record, which also say which message it is. */
export function csvStampOf(key: string, asOf: string): string {
  return `Chief briefing as of ${asOf}; message ${key}`;
}

/** The instant that a file's briefing speaks of; undefined where the file is none of Chief's. */
export function findStamp(text: string): string | undefined {
  const match =
    /<!-- Chief briefing as of (\d{4}-[\dT:.-]+Z) -->\n$/.exec(text) ??
    /^\ufeffSection,[^]*Chief briefing as of (\d{4}-[\dT:.-]+Z); message [^\r\n]*\r\n$/.exec(text) ??
    /^\{\n {2}"automation": [^]*\n {2}"asOf": "(\d{4}-[\dT:.-]+Z)"/.exec(text);
  return match?.[1];
}
