/** Under these names stands whose something is, or whom it goes to, by their key. */
const WHOSE: ReadonlySet<string> = new Set(["approvers", "asked", "by", "key", "owner", "person", "reader", "to"]);
/** Under these names stands what automations and runs are called. */
const LEADS: ReadonlySet<string> = new Set(["automation", "run"]);
const LAST = /[^.]*$/;

/** Whether somebody's key may stand under a name of a part of JSON: whose it is, which actor of an item, or what is stated of either. */
export function saysWhose(part: object, name: string): boolean {
  if (name === "name") return "role" in part;
  const stated = name === "value" && "path" in part && typeof part.path === "string" ? LAST.exec(part.path)?.[0] : undefined;
  return WHOSE.has(stated ?? name);
}

/** Whether an automation or a run is found by what stands under a name of a part of JSON. */
export function leadsToRuns(part: object, name: string): boolean {
  return LEADS.has(name) || (name === "id" && "triggers" in part);
}
