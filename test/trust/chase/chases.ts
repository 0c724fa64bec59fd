import { sampleOf, type Suite } from "../row.ts";
import { openTrustWorld } from "../world.ts";
import { FLOODS } from "./floods.ts";
import { planAttacks } from "./plans.ts";
import { rowOf } from "./row-of.ts";
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
      return rowOf("questions and answers", tried);
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
