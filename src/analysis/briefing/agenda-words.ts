/** What the rules about a meeting say of it in the day's agenda, where the time and the name stand before it. */
export const AGENDA_WORDS: Readonly<Record<string, string>> = {
  "CAL-02": "overlaps another",
  "CAL-03": "too little time to get there",
  "CAL-04": "not answered",
  "CAL-05": "no agenda",
  "CAL-06": "outside your hours",
  "CAL-07": "at another hour than usual",
  "CAL-09": "somebody it needs is out",
  "CAL-10": "no way in",
  "CAL-11": "no break",
  "CAL-12": "a duplicate",
  "CAL-13": "nothing prepared",
};
