/** A read that a definition permits: a view of one service with constant options. */
export interface ReadGrant {
  /** Unique within the automation: the connector's id, numbered from the second on (`git-2`). */
  name: string;
  connector: string;
  /** As the connector's own schema parsed them; nothing else is handed to the connector. */
  options: Readonly<Record<string, unknown>>;
}

/** What is done about a message of which nobody knows whether it arrived: ask the other side, send it once more, or wait for a person. */
export const ON_UNKNOWN = ["reconcile", "resend", "hold"] as const;
export type OnUnknown = (typeof ON_UNKNOWN)[number];

/** A write that a definition permits. */
export interface WriteGrant {
  name: string;
  delivery: string;
  options: Readonly<Record<string, unknown>>;
  /** When nobody knows whether a message arrived; when absent `reconcile` where the other side can be asked, else `resend`. */
  onUnknown?: OnUnknown;
  /** How late a message may still be sent; when absent for as long as it is tried. */
  withinMs?: number;
  /** True where messages are written down and not sent. */
  staged?: true;
}
