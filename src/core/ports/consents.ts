/** Somebody has agreed to all flows of a definition as it was then. */
export interface Consent {
  automation: string;
  /** Of the definition's file: another one is asked about anew. */
  hash: string;
  /** Key of a person. */
  by: string;
  at: string;
}

export interface ConsentStore {
  /** The last one, whatever the definition says by now. */
  find(automation: string): Promise<Consent | undefined>;
  save(consent: Consent): Promise<void>;
  /** Takes it back. */
  remove(automation: string): Promise<void>;
}
