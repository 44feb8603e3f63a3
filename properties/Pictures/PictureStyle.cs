namespace Netback.Properties.Pictures;

/// <summary>
/// How pictures look: the colours of Okabe and Ito, which people who cannot tell red from green can tell apart, and for each meaning
/// a shape, a dash or a word besides the colour. The same text serves the page and a picture that stands alone.
/// </summary>
public static class PictureStyle
{
    public const string Sheet = """
        .picture{--ink:#1c2530;--soft:#5b6672;--grid:#d7dce1;--paper:#fff;--blue:#0072b2;--orange:#b75d00;--green:#00795a;--red:#c23b00;
        --purple:#a3517f;--sky:#2f7fb5;--fillb:#0072b222;--fillr:#d55e0038;--lane:#f3f5f7;font:11px system-ui,sans-serif}
        @media (prefers-color-scheme:dark){.picture{--ink:#e6e9ec;--soft:#a3adb7;--grid:#3a434d;--paper:#14181d;--blue:#56b4e9;--orange:#e69f00;
        --green:#2fc79c;--red:#ff8a4c;--purple:#e29cc4;--sky:#8ccbf2;--fillb:#56b4e92e;--fillr:#d55e0066;--lane:#1d232a}}
        @media print{.picture{--ink:#000;--soft:#444;--grid:#ccc;--paper:#fff;--blue:#0072b2;--orange:#b75d00;--green:#00795a;--red:#c23b00;
        --purple:#a3517f;--sky:#2f7fb5;--fillb:#0072b222;--fillr:#d55e0038;--lane:#f3f5f7}}
        .picture text{fill:var(--ink)}.picture .soft{fill:var(--soft)}.picture .small{font-size:10px}.picture .strong{font-weight:600}
        .picture .tm{text-anchor:middle}.picture .te{text-anchor:end}
        .picture .paper{fill:var(--paper)}.picture .frame{fill:none;stroke:var(--grid)}.picture .grid{stroke:var(--grid);stroke-width:1}
        .picture .q0{stroke:var(--blue)}.picture .q1{stroke:var(--orange);stroke-dasharray:7 2}.picture .q2{stroke:var(--green);stroke-dasharray:2 2}
        .picture .q3{stroke:var(--purple);stroke-dasharray:7 2 2 2}.picture .curve{fill:none;stroke-width:1.8;stroke-linejoin:round}
        .picture .area{fill:var(--fillb);stroke:none}.picture .limit{stroke:var(--red);stroke-width:1.4;stroke-dasharray:6 4}
        .picture text.limit{fill:var(--red);stroke:none}.picture .zero{stroke:var(--soft)}
        .picture .stopped{fill:var(--orange);opacity:.75}.picture .off{fill:var(--ink);opacity:.72}.picture .stall{fill:var(--purple);opacity:.7}
        .picture .mark{stroke-width:1.6;fill:none}.picture .Delivered{stroke:var(--green);fill:var(--green)}
        .picture .Damaged,.picture .CrossesPage{stroke:var(--red)}
        .picture .Expired{stroke:var(--red)}.picture .Purged{stroke:var(--purple)}.picture .Dropped{stroke:var(--orange);fill:var(--orange)}
        .picture .Held{stroke:var(--soft)}.picture .NoCarrier{stroke:var(--ink)}
        .picture .broken{stroke:var(--red);stroke-width:2}.picture text.broken{fill:var(--red);stroke:none;font-weight:700}
        .picture .lane{fill:var(--lane)}.picture .act{fill:var(--fillb);stroke:var(--blue)}.picture .bad{fill:var(--fillr);stroke:var(--red)}
        .picture .hop{stroke:var(--soft);fill:none;stroke-dasharray:3 2}.picture .tip{stroke:var(--soft);fill:none}
        """;
}
