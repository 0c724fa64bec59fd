/** What the contracts of the trial are held against, in every form that a checklist has. */
export const CHECKLIST = `# Contracts with suppliers

- liability (high): must have a section "Limitation of liability" or "Liability"
  do: Ask for our clause on liability.
- payment (high): near "payment is due" or "shall pay" or "payment term": at most 30 days
- term: near "initial term": at most 24 months
- notice: near "terminate this agreement": at least 30 days
- cap (high): near "liability is capped" or "aggregate liability": at most 100 percent
- exclusivity: must not say "exclusive"
- renewal: must not say "automatically renew*" or "auto-renew*"
- law (high): near "governed by": one of "England and Wales", "Ireland", "Germany"
- expiry: near "expires on" or "valid until": a date not past
- party: must name "Acme Ltd" or "Acme Limited"
- secrets: must say "confidential information"
- signature: must have a signature block
- complete (low): must have no placeholders
- fees: near "setup fee": between 500 and 2,000 euro
- fair (low): reader: The indemnity is mutual.
`;

/** Numbers that look random and are the same on every run. */
export function dice(seed: number): (sides: number) => number {
  let state = seed >>> 0;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

interface Clause {
  title: string;
  right: readonly string[];
  wrong: readonly string[];
}

/** By requirement: sentences that keep to it, near misses among them, and such that do not. Of an empty one the clause is left out. */
const CLAUSES: Readonly<Record<string, Clause>> = {
  payment: {
    title: "Fees",
    right: [
      "Payment is due within thirty (30) days of the invoice.",
      "The Customer shall pay each invoice no later than 30 calendar days after receipt. Interest accrues from 45 days on.",
      "The payment term is net 30.",
      "The Customer shall pay within four weeks.",
      "Payment is due on receipt, at the latest within 14 days; reminders go out after 60 days.",
      "The Customer shall pay, subject to clause 45, within a 30-day period.",
      "Invoices are sent every 90 days. Payment is due within 10 business days.",
    ],
    wrong: [
      "Payment is due within forty-five (45) days of the invoice.",
      "The Customer shall pay each invoice within 60 calendar days.",
      "The payment term is net 90.",
      "The Customer shall pay within six weeks.",
      "Payment is due within three months.",
      "The Customer shall pay within a 31-day period.",
      "Payment is due within 30 business days.",
      "",
    ],
  },
  term: {
    title: "Duration",
    right: [
      "The initial term is 24 months.",
      "The initial term of this agreement is one (1) year; it can be extended by 36 months.",
      "The initial term is two years.",
    ],
    wrong: [
      "The initial term is 25 months.",
      "The initial term of this agreement is three (3) years.",
      "The initial term is thirty-six months.",
      "",
    ],
  },
  notice: {
    title: "Ending",
    right: [
      "Either party may terminate this agreement by giving 30 days' notice.",
      "A party may terminate this agreement with at least three months’ notice.",
      "Either party may terminate this agreement upon ninety (90) days notice.",
    ],
    wrong: [
      "Either party may terminate this agreement by giving 14 days' notice.",
      "Either party may terminate this agreement upon two weeks notice.",
      "",
    ],
  },
  cap: {
    title: "Amounts at stake",
    right: [
      "The liability is capped at 100 % of the fees of a year.",
      "The aggregate liability of a party is limited to one hundred percent (100%) of the annual fees.",
      "The liability is capped at fifty per cent of the fees.",
    ],
    wrong: [
      "The liability is capped at 150 % of the fees of a year.",
      "The aggregate liability of a party is limited to two hundred percent of the fees.",
      "",
    ],
  },
  exclusivity: {
    title: "Licence",
    right: [
      "The licence is non-exclusive.",
      "The Supplier grants a non‑exclusive licence for the exclusivity-free use of the software.",
      "Excluding taxes, nothing else is owed.",
      "",
    ],
    wrong: ["The licence is exclusive.", "The Supplier grants an EXCLUSIVE licence.", "The Customer is the exclusive buyer in Europe."],
  },
  renewal: {
    title: "Afterwards",
    right: ["It is renewed by a signed letter only.", "The parties meet to talk about a renewal.", ""],
    wrong: ["Thereafter it automatically renews for a year.", "It will auto-renew each year.", "The contract is automatically renewed."],
  },
  law: {
    title: "Which law",
    right: [
      "This agreement is governed by the laws of England and Wales.",
      "This agreement is governed by the law of Ireland.",
      "It shall be governed by the law of the Federal Republic of Germany.",
    ],
    wrong: ["This agreement is governed by the laws of Delaware.", "It shall be governed by Swiss law.", ""],
  },
  expiry: {
    title: "End",
    right: [
      "This agreement expires on 31 December 2027.",
      "It is valid until 2027-06-30.",
      "It is valid until 19 November 2026.",
      "The offer of 2 May 2024 is valid until March 1st, 2028.",
    ],
    wrong: [
      "This agreement expires on 31 December 2025.",
      "It is valid until 2026-11-18.",
      "The offer of 2 May 2027 is valid until March 1st, 2026.",
      "It is valid until 01.02.2024.",
      "",
    ],
  },
  secrets: {
    title: "Secrecy",
    right: ["Confidential information is kept secret.", "Each party keeps the other's Confidential Information to itself."],
    wrong: ["What is confidential is kept. Information is shared freely.", ""],
  },
  fees: {
    title: "Beginning",
    right: [
      "The setup fee is EUR 1,500.",
      "A setup fee of 500 euro is owed.",
      "The setup fee amounts to €2.000,00.",
      "The setup fee is €1.5k.",
    ],
    wrong: [
      "The setup fee is EUR 2,500.",
      "A setup fee of 450 euro is owed.",
      "The setup fee amounts to €20.000,00.",
      "The setup fee is €3k.",
      "",
    ],
  },
  complete: {
    title: "Contact",
    right: ["Questions go to [our desk](https://example.com), see note [1].", "Write to the desk in snake_case.", "- [x] read by both"],
    wrong: [
      "Questions go to [insert name].",
      "The desk is TBD.",
      "The desk is in ______ Street.",
      "Write to {{contact}}.",
      "Write to [●].",
    ],
  },
};

const LIABILITY = {
  right: ["Limitation of liability", "Liability", "LIMITATION OF LIABILITY", "Limits and Liability"],
  wrong: ["Limits", "Reliability"],
};
const PARTIES = { right: ["Acme Ltd", "ACME Limited", "Acme  Ltd."], wrong: ["Acme Holdings", "Apex Ltd"] };
const SIGNATURES = {
  right: [
    "Signature: ____________",
    "Signed by:\n\nBy: ______\nName: ______",
    "IN WITNESS WHEREOF the parties have signed.",
    "Signed for and on behalf of the Customer",
  ],
  wrong: ["", "A signature is not needed."],
};

/** A contract and the names of the requirements that it does not keep to. */
export interface Contract {
  path: string;
  text: string;
  planted: ReadonlySet<string>;
}

const FORMS = ["headings", "numbered", "bold", "wrapped", "list", "html", "html-table", "table"] as const;
type Form = (typeof FORMS)[number];

/** One contract out of a seed: of each requirement it keeps about three in four. */
export function contractOf(seed: number): Contract {
  const roll = dice(seed * 7_919 + 13);
  const planted = new Set<string>();
  const pick = (name: string, { right, wrong }: { right: readonly string[]; wrong: readonly string[] }): string => {
    const isWrong = roll(4) === 0;
    if (isWrong) planted.add(name);
    const from = isWrong ? wrong : right;
    return from[roll(from.length)] ?? "";
  };
  const form = FORMS[seed % FORMS.length] ?? "headings";
  const party = pick("party", PARTIES);
  const clauses = Object.entries(CLAUSES).map(([name, clause]) => ({ title: clause.title, words: pick(name, clause) }));
  const liability = { title: pick("liability", LIABILITY), words: "Nothing limits what the law does not let anybody limit." };
  const signature = pick("signature", SIGNATURES);
  const shuffled = [...clauses.filter(({ words }) => words !== ""), liability].toSorted(
    (a, b) => roll(2) * 2 - 1 || a.title.localeCompare(b.title),
  );
  const intro = `This agreement is made between ${party}, the Customer, and Brook GmbH, the Supplier, for the delivery of software over the years to come.`;
  return {
    path: `contracts/${seed}.${form.startsWith("html") ? "html" : form === "wrapped" ? "txt" : "md"}`,
    text: write(form, intro, shuffled, signature, roll),
    planted,
  };
}

function write(
  form: Form,
  intro: string,
  clauses: readonly { title: string; words: string }[],
  signature: string,
  roll: (sides: number) => number,
): string {
  const odd = (words: string): string => (words.startsWith("- [") ? words : oddly(words, form, roll));
  const parts = clauses.map(({ title, words }, index) => {
    if (form === "headings") return `## ${index + 1}. ${title}\n\n${odd(words)}`;
    if (form === "numbered") return `${index + 1}. ${title}\n\n${index + 1}.1 ${odd(words)}`;
    if (form === "bold") return `**${title}**\n\n${odd(words)}`;
    if (form === "wrapped") {
      return `${title.toUpperCase()}\n\n${wrap(`${words} The parties have talked about this at length and agree that it is to be read as it stands here.`, roll)}`;
    }
    if (form === "list") return `# ${title}\n\n- ${odd(words)}\n- The parties agree.`;
    if (form === "html") return `<h2>${title}</h2><p>${escape(words).replace(/ (\w+)/, " <b>$1</b>")}</p>`;
    if (form === "html-table") return `<h3>${title}</h3><table><tr><td>${index}</td><td>${escape(words)}</td></tr></table>`;
    return `## ${title}\n\n| No | What |\n| --- | --- |\n| ${index} | ${words} |`;
  });
  if (form.startsWith("html")) {
    const lines = signature.split("\n").map((line) => `<div>${line}</div>`);
    return `<html><head><title>Contract</title><style>p { color: black }</style></head><body><h1>Contract</h1><p>${intro}</p>${parts.join("\n")}<p></p>${lines.join("")}</body></html>`;
  }
  return `# Contract\n\n${intro}\n\n${parts.join("\n\n")}\n\n${signature}\n`.replaceAll("\n", roll(5) === 0 ? "\r\n" : "\n");
}

/** Emphasis, other blanks and breaks within phrases. */
function oddly(words: string, form: Form, roll: (sides: number) => number): string {
  return words
    .split(" ")
    .map((word, index) => {
      if (index > 0 && roll(12) === 0 && /^[\p{L}\d]+$/u.test(word)) return `**${word}**`;
      return index > 2 && roll(14) === 0 ? `\u00a0${word}` : word;
    })
    .join(" ")
    .replace(/ (?=[a-z]\w+ )/g, (blank) => (form === "headings" && roll(8) === 0 ? "\n" : blank));
}

function wrap(words: string, roll: (sides: number) => number): string {
  const lines: string[] = [];
  let line = "";
  for (const word of words.split(" ")) {
    const isLong = line.length + word.length > 64;
    const at = Math.floor(word.length / 2);
    if (isLong && /^[a-z]{8,}$/.test(word) && roll(2) === 0) {
      lines.push(`${line} ${word.slice(0, at)}-`);
      line = word.slice(at);
    } else if (isLong) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line].join("\n");
}

function escape(words: string): string {
  return words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll("'", "&#39;");
}
