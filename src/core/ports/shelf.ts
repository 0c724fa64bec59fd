/** Whose shelf it is: nobody else sees what stands there. */
export interface ShelfPlace {
  automation: string;
  /** The name of a read grant. */
  grant: string;
}

/** What connectors keep from one fetch to the next, and can always make anew. Names are the connector's own; `at` says when it was last asked for. */
export interface ShelfStore {
  find(place: ShelfPlace, name: string, at: string): Promise<string | undefined>;
  /** Replaces what has this name. Throws a RangeError for more than a million characters. */
  keep(place: ShelfPlace, name: string, text: string, at: string): Promise<void>;
}
