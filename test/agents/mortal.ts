import type { CrashPoint } from "../../src/core/ports/ambient.ts";
import type { Model } from "../../src/core/ports/model.ts";
import type { Store } from "../../src/core/ports/store.ts";

/** A process that dies at one point: from then on nothing is kept by it, and nobody asked. */
export function mortal(diesAt: number) {
  const passed = { count: 0, asked: 0 };
  const forever = (): Promise<never> => new Promise(() => {});
  const { promise: died, resolve: die } = Promise.withResolvers<void>();
  const isDead = (): boolean => passed.count >= diesAt;
  const crashPoint: CrashPoint = (point) => {
    if (!point.startsWith("step.") || isDead()) return;
    passed.count += 1;
    if (isDead()) die();
  };
  const guard = <Part extends object>(part: Part): Part =>
    new Proxy(part, {
      get(target, name, receiver): unknown {
        const member: unknown = Reflect.get(target, name, receiver);
        if (typeof member === "object" && member !== null) return guard(member);
        if (typeof member !== "function") return member;
        return (...given: unknown[]): unknown => (isDead() ? forever() : Reflect.apply(member, target, given));
      },
    });
  const asking = (model: Model): Model => ({
    ask(request, signal) {
      if (isDead()) return forever();
      passed.asked += 1;
      return model.ask(request, signal);
    },
  });
  return { passed, died, crashPoint, guard: (store: Store) => guard(store), asking };
}
