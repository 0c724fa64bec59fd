import type { Claim } from "../../../src/core/claim.ts";

/** What a piece of a line tells. */
export type PieceKind = "number" | "date" | "weekday" | "time" | "zone" | "name" | "role" | "state" | "quote";

/** A piece that could be told otherwise: as rightly, or wrongly. */
export interface Piece {
  kind: PieceKind;
  say: string;
  /** Other ways to say the same. */
  others?: readonly string[];
  /** What would be untrue. */
  wrong?: readonly string[];
}

/** A true line of a model, of which it is known what each piece tells. */
export interface Line {
  pieces: readonly (string | Piece)[];
  kind?: Claim["kind"];
  cites: readonly string[];
  flags?: readonly string[];
}

/** A line with one piece of a kind changed. */
export interface Variant {
  claim: Claim;
  /** What was put in. */
  put: string;
}

/** The line as it is. */
export function claimOf({ pieces, kind = "fact", cites, flags = [] }: Line): Claim {
  return { kind, text: pieces.map((piece) => (typeof piece === "string" ? piece : piece.say)).join(""), cites, flags };
}

/** The line once for each way in which a piece of this kind can be told wrongly. */
export function wrongOf(line: Line, kind: PieceKind): Variant[] {
  return variantsOf(line, (piece) => (piece.kind === kind ? (piece.wrong ?? []) : []));
}

/** The line once for each other way in which a piece can be told rightly. */
export function othersOf(line: Line, kind?: PieceKind): Variant[] {
  return variantsOf(line, (piece) => (kind === undefined || piece.kind === kind ? (piece.others ?? []) : []));
}

function variantsOf(line: Line, ways: (piece: Piece) => readonly string[]): Variant[] {
  return line.pieces.flatMap((piece, index) => {
    if (typeof piece === "string") return [];
    return ways(piece).map((put) => ({ put, claim: claimOf({ ...line, pieces: line.pieces.with(index, put) }) }));
  });
}
