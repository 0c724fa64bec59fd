/** One line of a calendar taken apart. */
export interface Property {
  /** In capitals. */
  name: string;
  /** By their names in capitals, without quotes; several values stay one text. */
  parameters: ReadonlyMap<string, string>;
  /** As written. */
  value: string;
}

const NAME = /^[A-Za-z0-9][A-Za-z0-9-]*/;
const PARAMETER = /;([A-Za-z0-9-]+)=((?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)/y;

/** Takes `NAME;PARAMETER=value:value` apart; undefined where it is not written so. */
export function parseProperty(line: string): Property | undefined {
  const name = NAME.exec(line)?.[0];
  if (name === undefined) return undefined;
  const parameters = new Map<string, string>();
  let position = name.length;
  while (line[position] === ";") {
    PARAMETER.lastIndex = position;
    const [whole, key, value] = PARAMETER.exec(line) ?? [];
    if (whole === undefined || key === undefined || value === undefined) return undefined;
    parameters.set(key.toUpperCase(), value.replaceAll('"', ""));
    position += whole.length;
  }
  if (line[position] !== ":") return undefined;
  return mendZone({ name: name.toUpperCase(), parameters, value: line.slice(position + 1) });
}

/** Exchange writes `TZID=tzone://Microsoft/Utc` without quotes, so that half of the name falls into the value. */
function mendZone(property: Property): Property {
  if (property.parameters.get("TZID") !== "tzone") return property;
  const end = property.value.lastIndexOf(":");
  const zone = `tzone:${property.value.slice(0, Math.max(end, 0))}`;
  return { ...property, parameters: new Map([...property.parameters, ["TZID", zone]]), value: property.value.slice(end + 1) };
}

/** Text with its escapes resolved. */
export function unescapeText(value: string): string {
  return value.replace(/\\([nN,;:"\\])/g, (_whole, escaped: string) => (escaped.toLowerCase() === "n" ? "\n" : escaped));
}
