import { sampleOf, someOf, type Suite, type TrustRow } from "../row.ts";
import { TOOTHED } from "../injections.ts";
import { openTrustWorld } from "../world.ts";
import { FLOODS } from "./floods.ts";
import { planAttacks } from "./plans.ts";
import { replyAttacks, soundAnswers } from "./replies.ts";
import { openScene, type Attack, type Tried } from "./scene.ts";

/** Answers and plans that want more than they may: nothing but what their writer was asked about, to nobody but who may be asked, once a day. */
export const chases: Suite = async (volume, seed) => {
  const world = await openTrustWorld();
  try {
    const scene = await openScene(world);
    try {
      const tried: Tried[] = [];
      for (const attack of [...soundAnswers(), ...sampleOf(allAttacks(), volume, seed)]) tried.push(await attack.play(scene));
      return rowOf(tried);
    } finally {
      scene.close();
    }
  } finally {
    await world.close();
  }
};

export function allAttacks(): Attack[] {
  return [...replyAttacks(), ...planAttacks(), ...FLOODS];
}

function rowOf(tried: readonly Tried[]): TrustRow {
  const out = tried.filter(({ breaches }) => breaches.length > 0);
  const acting = tried.filter(({ isThrough }) => isThrough !== undefined);
  const blunt = acting.filter(({ isThrough }) => isThrough === false);
  const troubled = tried.filter(({ trouble }) => trouble.length > 0);
  const control = 1 - blunt.length / Math.max(1, acting.length);
  return {
    ...{ suite: "questions and answers", cases: tried.length, out: out.length, aim: "0 effects but on the writer's own task", control },
    met: out.length === 0 && control >= TOOTHED && troubled.length === 0,
    notes: [
      ...someOf(out.map(({ name, breaches }) => `${name}: ${breaches.map(({ kind, what }) => `${kind} ${what}`).join("; ")}`)),
      ...someOf(troubled.map(({ name, trouble }) => `${name}: ${trouble.join("; ")}`)),
      ...(control < TOOTHED ? someOf(blunt.map(({ name }) => `not seen without checks: ${name}`)) : []),
    ],
  };
}
