import { problemAt, type Problem } from "../lib/problem.ts";
import type { YamlText } from "../lib/yaml-text.ts";
import type { PeopleFile } from "./schema.ts";

/** Whoever writes from an account is one person: of two with the same, one would be taken for the other. */
export function sharedAccounts(people: PeopleFile, yaml: YamlText): Problem[] {
  const owners = new Map<string, string>();
  return Object.entries(people).flatMap(([key, { accounts }]) =>
    Object.entries(accounts)
      .flatMap(([service, ids]) => ids.map((id) => [service, id] as const))
      .flatMap(([service, id]) => {
        const account = `${service}:${id}`;
        const other = owners.get(account);
        owners.set(account, other ?? key);
        if (other === undefined) return [];
        const message = `expected the ${service} account ${id} to belong to one person, got it of ${other} and of ${key}`;
        return [problemAt(yaml.file, yaml.positionOf([key, "accounts", service]), message, "Take it from one of the two.")];
      }),
  );
}
