/** A read that a definition permits: a view of one service with constant options. */
export interface ReadGrant {
  /** Unique within the automation: the connector's id, numbered from the second on (`git-2`). */
  name: string;
  connector: string;
  /** As the connector's own schema parsed them; nothing else is handed to the connector. */
  options: Readonly<Record<string, unknown>>;
}

/** A write that a definition permits. */
export interface WriteGrant {
  name: string;
  delivery: string;
  options: Readonly<Record<string, unknown>>;
}
