// time.Time and Duration: construction, arithmetic, formatting, parsing, zones, comparison, truncation, JSON.
package main

import (
	"encoding/json"
	"fmt"
	"time"
)

func main() {
	t := time.Date(2024, time.February, 29, 13, 4, 5, 678901234, time.UTC)
	fmt.Println(t)
	for _, layout := range []string{time.RFC3339, time.RFC3339Nano, time.RFC1123, time.ANSIC, time.Kitchen, time.StampMicro, "Monday 2 January 06 15h .000 002 MST -07:00", time.DateOnly} {
		fmt.Println(t.Format(layout))
	}
	fmt.Println(t.Year(), t.Month(), t.Day(), t.Weekday(), t.YearDay(), t.Unix(), t.UnixMilli(), t.Nanosecond())
	fmt.Println(t.ISOWeek())
	fmt.Println(t.AddDate(1, 0, 0), t.AddDate(0, 1, 1).Format(time.DateOnly), t.Add(36*time.Hour).Weekday())
	u := time.Date(2025, 14, 35, 25, 61, 61, 0, time.UTC)
	fmt.Println(u, u.Sub(t), u.After(t), t.Before(u), t.Equal(u), u.Compare(t))
	zone := time.FixedZone("TEST", -5*3600-1800)
	v := t.In(zone)
	fmt.Println(v, v.Equal(t), v == t, v.UTC() == t)
	fmt.Println(v.Zone())
	fmt.Println(t.Truncate(time.Hour), t.Round(time.Second).Format(time.TimeOnly))
	var zero time.Time
	fmt.Println(zero, zero.IsZero(), zero.Unix())
	fmt.Println(time.Unix(1700000000, 5).UTC(), time.UnixMilli(-1).UTC())

	for _, s := range [][2]string{{time.RFC3339, "2023-06-15T10:20:30+02:00"}, {time.DateTime, "2023-06-15 10:20:30"}, {"2 Jan 2006", "31 Dec 1999"}, {time.RFC3339, "bad"}, {time.DateOnly, "2023-02-30"}, {"15:04:05.999", "01:02:03.5"}} {
		p, err := time.Parse(s[0], s[1])
		fmt.Println(p, err)
	}
	for _, s := range []string{"1h2m3.5s", "-90ms", "1.5h", "2us3ns", "x", "5"} {
		d, err := time.ParseDuration(s)
		fmt.Println(d, err)
	}
	d := 26*time.Hour + 3*time.Minute + 4*time.Second + 5*time.Millisecond
	fmt.Println(d, d.Hours(), d.Minutes(), d.Seconds(), d.Milliseconds(), d.Round(time.Minute), d.Truncate(time.Hour), (-d).Abs())
	fmt.Println(time.Duration(1), time.Duration(1500), time.Duration(0), time.Duration(1<<63-1), time.Duration(-1<<63))
	b, _ := json.Marshal(map[string]any{"t": t, "d": time.Second})
	fmt.Println(string(b))
	var back struct{ T time.Time }
	fmt.Println(json.Unmarshal(b, &back), back.T.Equal(t))
	a, b2 := time.Now(), time.Now()
	fmt.Println(!b2.Before(a), b2.Sub(a) >= 0, time.Until(a) <= 0, a.Location())
	_, err := time.LoadLocation("No/Where")
	fmt.Println(err)
	fmt.Println(time.March, time.Saturday, time.Month(13), time.Weekday(9))
}
