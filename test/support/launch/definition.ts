import type { Member } from "./cast.ts";
import type { Launch } from "./scenario.ts";

/** Where a launch's automation is defined, in a workspace. */
export function definitionPath({ id }: Launch): string {
  return `automations/${id}.md`;
}

/** Where its plan lies. */
export function planPath({ id }: Launch): string {
  return `plan/${id}.csv`;
}

/** What Chief is told to do about a launch, and whom to ask. */
export function definitionOf(launch: Launch, members: readonly Member[]): string {
  const { id, schedule } = launch;
  const slack = members.filter(({ email }) => email === undefined).map(({ key }) => key);
  const mail = members.filter(({ email }) => email !== undefined).map(({ key }) => key);
  return `---
name: Status of ${id}
report: launch_status
on:
  - schedule: "${schedule}"
  - reply: {}
    coalesce: 1m
reads:
  - files: { paths: [${planPath(launch)}], as: plan }
chase: { cadence: 2, hours: "10:00-16:30", days: [mon, tue, wed, thu, fri], digest: "15:30" }
writes:
  - slack: { to: roster, people: [${slack.join(", ")}] }
${mail.length === 0 ? "" : `  - email: { to: roster, people: [${mail.join(", ")}] }\n`}  - slack: { to: me }
  - plan: { file: { path: ${planPath(launch)}, fields: { status: status, eta: eta, blocker: blocked_by } } }
flows:
  - { from: files, to: slack }
  - { from: events, to: slack }
  - { from: events, to: plan }
${mail.length === 0 ? "" : "  - { from: files, to: email }\n  - { from: events, to: email }\n"}---

How the launch stands.
`;
}

export function peopleFile(members: readonly Member[]): string {
  const lines = members.map(({ key, name, zone, slack, email, absences }) => {
    const ways = [
      ...(slack === undefined ? [] : [`accounts: { slack: ${slack} }`]),
      ...(email === undefined ? [] : [`emails: [${email}]`]),
    ];
    const away = absences === undefined ? [] : [`absences: [${absences.join(", ")}]`];
    return `${key}: { ${[`name: ${name}`, `timezone: ${zone}`, ...ways, ...away].join(", ")} }`;
  });
  return ["me: { name: Sam Tan, accounts: { slack: USAM }, emails: [sam@example.com] }", ...lines, ""].join("\n");
}
