/** Lets everything else have its turn: between the pieces of work that would otherwise keep the event loop. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}
