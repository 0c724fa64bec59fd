import { PermanentError } from "../../core/errors.ts";
import type { People } from "../../core/person.ts";

/** Somebody whom a mail goes to. */
export interface Recipient {
  /** Key in config/people.yaml. */
  key: string;
  name: string;
  address: string;
}

/** The people of these keys, each once. Throws PermanentError `email-nobody` where one is unknown, `email-address` where one has no address. */
export function getRecipients({ all }: People, keys: readonly string[]): Recipient[] {
  return [...new Set(keys)].map((key) => {
    const person = all.find((each) => each.key === key);
    if (!person) {
      throw new PermanentError("email-nobody", `expected ${key} to be somebody in config/people.yaml, got nobody`, {
        hint: "Add them there, or name somebody else in `writes` of the automation.",
      });
    }
    const [address] = person.emails;
    if (address === undefined) {
      throw new PermanentError("email-address", `expected ${key} to have an address, got none`, {
        hint: `Add it under \`emails\` of ${key} in config/people.yaml.`,
      });
    }
    return { key, name: person.name, address };
  });
}
