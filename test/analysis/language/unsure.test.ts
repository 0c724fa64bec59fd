import assert from "node:assert/strict";
import { test } from "node:test";
import type { Reading } from "../../../src/analysis/language/reading.ts";
import { asks, read } from "./read.ts";

/** The sentences of which something is claimed. */
function claimed(sentences: readonly string[], claim: (reading: Reading) => boolean): string[] {
  return sentences.filter((sentence) => read(sentence).some(claim));
}

const isPromise = (reading: Reading): boolean => reading.isPromise;
const isMeeting = (reading: Reading): boolean => reading.isMeeting;

test("A day that had passed when the letter was written is no deadline", () => {
  const late = [
    "Could you send the survey by 12/11?",
    "Please return the keys by 9 November.",
    "We'll deliver the pallets by 16 November.",
    "Please pay it at 9am today.",
    "The survey was due on 10 November, could you send it?",
  ];
  assert.deepEqual(
    claimed(late, ({ when }) => when !== undefined),
    [],
  );
  assert.equal(asks(late[0] ?? ""), true);
  assert.equal(read("Could you send the survey by 12/11?", { writtenAt: "2026-11-03T10:00:00Z" })[0]?.when?.at, "2026-11-12");
  assert.equal(read("Could you send the survey by 18 November?")[0]?.when?.at, "2026-11-18");
});

test("What is to be left alone is no request", () => {
  const refused = [
    "Could you not send it?",
    "Would you please not forward the draft?",
    "Please do not call the tenant.",
    "Please don't share the figures by Friday.",
    "Can you make sure not to print it before Friday?",
    "I'd like you not to mention it.",
    "You should not reply to them.",
    "Let's not meet Friday.",
  ];
  assert.deepEqual(
    refused.filter((sentence) => asks(sentence)),
    [],
  );
  const meant = [
    "Please don't forget to send it.",
    "Could you not only sign it but also send it?",
    "Please send it, but do not sign it.",
    "Can't you send it today?",
  ];
  assert.deepEqual(
    meant.filter((sentence) => !asks(sentence)),
    [],
  );
});

test("What somebody will not do is no promise, and neither is where or how they are", () => {
  const none = [
    "I won't send it.",
    "I'll definitely not send it by Friday.",
    "We will most likely never ship it.",
    "I don't think I'll send it by Friday.",
    "I never said that I will send it by Friday.",
    "It is unlikely that we'll have it by Friday.",
    "We will be closed tomorrow.",
    "We'll be shut on Friday.",
    "We will close at noon tomorrow.",
    "Our shop will stay open, and we will reopen on Friday.",
    "I'll be in Lisbon on Friday.",
  ];
  assert.deepEqual(claimed(none, isPromise), []);
  const kept = [
    "I could not find it, but I will send it by Friday.",
    "I'm not sure yet, but we'll let Tom decide and I'll send it by Friday.",
    "We will close the ticket by Friday.",
    "I'll be in touch by Friday.",
    "I'll definitely reply by Friday.",
  ];
  assert.deepEqual(claimed(kept, isPromise), kept);
});

test("What others said, or what was said at another time, is neither promised nor asked", () => {
  const reported = [
    'Priya said: "I will send it by Friday."',
    "Priya said: “I will send it by Friday. Could you check it?”",
    "Ben wrote „could you send it by Friday?“ and left.",
    "Ben promised: we'll fix it by Friday.",
    "Priya told me that I'll get it by Friday.",
    "He said we will meet on Friday at 3pm.",
    "I will send it by Friday, she said.",
    "Last year you asked me: could you send the report by Friday?",
    "You once wrote: please send the report.",
    "The tenant asked:\nwhen will the heating be fixed?",
  ];
  assert.deepEqual(
    claimed(reported, (reading) => reading.isPromise || reading.isMeeting || reading.request >= 0.5 || reading.when !== undefined),
    [],
  );
  assert.deepEqual(claimed(["As I said: I will send it by Friday.", 'I\'ll send the "blue" form by Friday.'], isPromise).length, 2);
  const own = [
    "I wanted to ask: could you send it by Friday?",
    "Dana asked me to ask you: could you send it?",
    'The 24" screen is here, could you set up the 27" one?',
    "Could you check, Priya said it is broken.",
  ];
  assert.deepEqual(
    own.filter((sentence) => !asks(sentence)),
    [],
  );
});

test("When somebody is free, and by when an answer is wanted, is no meeting", () => {
  const none = [
    "I am free Tue 10-12.",
    "We're available on Thursday at 3pm.",
    "I'm open on Friday from 9am to 11am.",
    "Let's not meet Friday at 3pm.",
    "Could we not meet on Friday at 3pm?",
    "Tell me by noon whether support can work with it.",
    "Could you tell me by noon tomorrow whether we can work with it?",
    "Let me know by Friday 15:00 if this is fine for the team.",
  ];
  assert.deepEqual(claimed(none, isMeeting), []);
  assert.equal(read("Tell me by noon whether support can work with it.")[0]?.when?.at, "2026-11-18T11:00:00.000Z");
  assert.equal(read("Could we not meet on Friday at 3pm?")[0]?.when, undefined);
  assert.equal(read("Could you tell me by Thursday whether Friday 3pm works?")[0]?.when?.at, "2026-11-20T14:00:00.000Z");
});

test("A meeting that is set is one, unless it is somebody else's or not to be", () => {
  const set = [
    "The call with Acme is set for 20 November at 15:00.",
    "Our meeting is scheduled for 20 November, 15:00.",
    "The demo is on Friday at 3pm.",
    "Your interview takes place on Friday at 3pm.",
    "The review with the auditors has been moved to Friday at 3pm.",
  ];
  for (const text of set) assert.deepEqual([read(text)[0]?.isMeeting, read(text)[0]?.when?.at], [true, "2026-11-20T14:00:00.000Z"], text);
  const none = [
    "Tom's interview is set for Friday at 3pm.",
    "Their call is scheduled for Friday at 3pm.",
    "The call is no longer on Friday at 3pm.",
    "The call with Acme was set for 20 November at 15:00.",
    "The review deadline is set for Friday at 3pm.",
    "The release is set for Friday at 3pm.",
  ];
  assert.deepEqual(claimed(none, isMeeting), []);
});

test("A sentence that asks and promises is read in two parts, each with its own day and words", () => {
  const partsOf = (text: string): unknown =>
    read(text).map(({ span, request, isPromise: promises, when }) => [text.slice(...span), request >= 0.5, promises, when?.at]);
  assert.deepEqual(partsOf("Could you check the numbers, and I'll send the contract by Friday."), [
    ["Could you check the numbers", true, false, undefined],
    ["I'll send the contract by Friday.", false, true, "2026-11-20"],
  ]);
  assert.deepEqual(partsOf("I'll send the contract by Friday, could you confirm the address?"), [
    ["I'll send the contract by Friday", false, true, "2026-11-20"],
    ["could you confirm the address?", true, false, undefined],
  ]);
});
