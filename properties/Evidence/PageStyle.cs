namespace Netback.Properties.Evidence;

/// <summary>How the page looks, on a screen, on a phone, in the dark and on paper.</summary>
internal static class PageStyle
{
    public const string Sheet = """
        :root{color-scheme:light dark;--ink:#1c2530;--soft:#56616c;--line:#d7dce1;--paper:#fff;--card:#f5f7f9;--link:#005f99;
        --good:#00664c;--goodbg:#e3f4ee;--bad:#a33100;--badbg:#fdeae1;--alarm:#fff;--alarmbg:#a0005a}
        @media (prefers-color-scheme:dark){:root{--ink:#e6e9ec;--soft:#a3adb7;--line:#363f49;--paper:#14181d;--card:#1d232a;--link:#7cc4f0;
        --good:#5fd6b0;--goodbg:#12332b;--bad:#ff9d6b;--badbg:#40210f;--alarm:#fff;--alarmbg:#a0005a}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
        header,main{max-width:74rem;margin:0 auto;padding:0 1.25rem}main{padding-bottom:5rem}
        h1{font-size:1.8rem;line-height:1.2;margin:2rem 0 .75rem}h2{font-size:1.35rem;margin:3rem 0 .6rem;padding-top:.6rem;border-top:2px solid var(--line)}
        h3{font-size:1.08rem;margin:1.8rem 0 .4rem}h4{font-size:1rem;margin:1.2rem 0 .3rem}p,ul,dl{max-width:48rem}p{margin:.6rem 0}p,li,figcaption,summary,td{overflow-wrap:break-word}.inside figcaption,.inside p{max-width:none}
        a{color:var(--link);text-underline-offset:2px}nav ol{display:flex;flex-wrap:wrap;gap:.15rem 2.1rem;padding-left:1.2rem;font-size:.92rem}
        code{overflow-wrap:break-word;word-break:normal}code,pre{font-family:ui-monospace,"Cascadia Mono",Menlo,Consolas,monospace;font-size:.86em}
        pre{background:var(--card);border:1px solid var(--line);border-radius:6px;padding:.8rem 1rem;overflow-x:auto;line-height:1.4;font-size:.8rem}
        .scroll{overflow-x:auto;margin:.8rem 0}table{border-collapse:collapse;font-size:.9rem}
        caption{text-align:left;color:var(--soft);font-size:.86rem;padding-bottom:.35rem}
        th,td{text-align:left;vertical-align:top;padding:.38rem .65rem;border-bottom:1px solid var(--line)}
        thead th{border-bottom:2px solid var(--line);font-size:.84rem;color:var(--soft);vertical-align:bottom}tbody th{font-weight:600}
        td{min-width:5rem}td:not([class]){max-width:34rem}
        .matrix td,.matrix thead th:not(:first-child){text-align:center;padding:.3rem .3rem;min-width:3.6rem}
        .matrix thead th:not(:first-child){font-size:.72rem;max-width:4.6rem;overflow-wrap:anywhere}
        .matrix tbody th{position:sticky;left:0;background:var(--paper);font-weight:500;font-size:.84rem;white-space:nowrap}
        .framed{max-height:88vh;overflow:auto;border-bottom:1px solid var(--line)}.matrix thead th,.matrix thead td{position:sticky;top:0;z-index:1;background:var(--paper)}
        .matrix thead :first-child{left:0;z-index:2}.matrix th a{color:inherit;text-decoration-color:var(--line)}.matrix caption{position:sticky;left:0}
        .filters{display:flex;flex-wrap:wrap;gap:.4rem 1.2rem;align-items:center;margin:.8rem 0;font-size:.9rem}.filters input,.filters select,.copy{font:inherit;color:inherit;
        background:var(--paper);border:1px solid var(--soft);border-radius:4px;padding:.15rem .4rem}.copy{font-size:.8em;margin-left:.4em;cursor:pointer}
        .dimmed{background:none;color:var(--soft);font-weight:400}[hidden]{display:none}
        .good{color:var(--good);background:var(--goodbg)}.bad{color:var(--bad);background:var(--badbg);font-weight:600}.bad a{color:inherit}
        .quiet{color:var(--soft)}.alarm{color:var(--alarm);background:var(--alarmbg);font-weight:700}.alarm a{color:inherit}
        figure{margin:1.2rem 0}figcaption{color:var(--soft);font-size:.9rem;max-width:48rem}
        .drawings .scroll{margin:.2rem 0;border:1px solid var(--line);border-radius:6px;padding:.3rem}.picture{display:block}
        .pair .drawings{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(34rem,100%),1fr));gap:.8rem}
        details{border:1px solid var(--line);border-radius:6px;margin:.5rem 0;padding:0 .9rem}summary{cursor:pointer;padding:.5rem 0;font-size:.94rem}
        details[open]{padding-bottom:.8rem}.inside{scroll-margin-top:6rem}:target{outline:2px solid var(--link);outline-offset:3px}
        @media (max-width:40rem){body{font-size:15px}header,main{padding:0 .8rem}h1{font-size:1.45rem}
        .matrix tbody th{white-space:normal;max-width:8.5rem;overflow-wrap:anywhere;font-size:.74rem}th,td{padding:.32rem .45rem}tbody th{min-width:10.5rem}table:not(.matrix) td{min-width:10rem}.matrix tbody th{min-width:0}}
        @media print{@page{size:A4;margin:14mm}:root{--ink:#000;--soft:#444;--line:#bbb;--paper:#fff;--card:#fff;--link:#000;--good:#00543f;--goodbg:#e3f4ee;--bad:#8a2900;--badbg:#fdeae1}
        *{print-color-adjust:exact;-webkit-print-color-adjust:exact}body{font-size:10pt}header,main{max-width:none;padding:0}h2,h3,h4,caption{break-after:avoid}figure,tr,pre,li{break-inside:avoid}
        .scroll,.framed{overflow:visible;max-height:none}table{font-size:8pt;width:100%}td,table:not(.matrix) td,tbody th{min-width:0;overflow-wrap:anywhere}thead{display:table-header-group}
        pre{white-space:pre-wrap}.picture{max-width:100%;height:auto}nav,.filters,.copy,details:not([open]){display:none}
        .matrix{table-layout:fixed}.matrix td,.matrix thead th,.matrix thead th:not(:first-child),.matrix tbody th{position:static;min-width:0;max-width:none;padding:.15rem;font-size:6.5pt;overflow-wrap:anywhere;white-space:normal}
        .matrix thead :first-child{width:27%}#witnesses~h3{display:none}#sign-here+.scroll td{height:3rem;border:1px solid var(--line)}}
        """;
}
